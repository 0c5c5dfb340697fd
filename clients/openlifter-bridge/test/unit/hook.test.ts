import { expect, test } from "vitest";
import { hook } from "../../src/app/hook.js";
import type { AppAction, AppStore } from "../../src/app/shape.js";

const place = "__REDUX_DEVTOOLS_EXTENSION_COMPOSE__";
const state = { meet: {}, lifting: {}, registration: { entries: [] } };

const createStore = (made: unknown = state) => {
  const ran: string[] = [];
  const listeners: (() => void)[] = [];
  const store = {
    getState: () => made,
    dispatch: (action: AppAction) => (ran.push(action.type), listeners.forEach((listener) => listener()), action),
    subscribe: (listener: () => void) => (listeners.push(listener), () => undefined),
  } as unknown as AppStore;
  return { ran, store, create: () => store };
};

const hooked = (page: { [name: string]: any } = {}) => {
  const heard: (string | undefined)[] = [];
  const stores: AppStore[] = [];
  hook(page, (store) => {
    stores.push(store);
    return { admits: ({ type }) => type !== "NO", ran: (action) => void heard.push(action?.type) };
  });
  return { page, heard, stores };
};

for (const [how, compose] of [["without arguments", (page: any) => page[place]()], ["with options", (page: any) => page[place]({ name: "OpenLifter" })()], ["with enhancers", (page: any) => page[place]((create: unknown) => create)]] as const) {
  test(`The store is found where the page composes ${how}`, () => {
    const { page, heard, stores } = hooked();
    const { ran, create } = createStore();
    const store = compose(page)(create)() as AppStore;
    expect(stores).toEqual([store]);
    store.dispatch({ type: "YES" });
    store.dispatch({ type: "NO" });
    expect([ran, heard]).toEqual([["YES"], ["YES"]]);
  });
}

test("What a middleware does by a dispatch of its own is noticed", () => {
  const { page, heard } = hooked();
  const { store, create } = createStore();
  page[place]()(create)();
  store.dispatch({ type: "INNER" });
  expect(heard).toEqual([undefined]);
});

test("Another store of the page is left alone", () => {
  const { page, stores } = hooked();
  const other = createStore({ todos: [] });
  expect(page[place]()(other.create)()).toBe(other.store);
  expect(stores).toEqual([]);
});
