import { isAppState, type AppAction, type AppStore } from "./shape.js";

/** What stands between the application and its store. */
export interface Gate {
  /** Asked before an action runs; false keeps it from running. */
  admits(action: AppAction): boolean;
  /** An action has run, or somebody changed the state by a way of their own. */
  ran(action: AppAction | undefined): void;
}

type CreateStore = (...given: unknown[]) => AppStore;
type Enhancer = (createStore: CreateStore) => CreateStore;
type Compose = (...given: unknown[]) => unknown;

const place = "__REDUX_DEVTOOLS_EXTENSION_COMPOSE__";

/** Puts a gate around the store that the page is going to make.
 *
 * OpenLifter makes its store with the developer tools' `compose` wherever the page has one, so the page is given one; tools that are there already go on working.
 * @param page the page's window.
 * @param found called once, with the store as the application gets it; answers its gate. */
export const hook = (page: object, found: (store: AppStore) => Gate): void => {
  const tools = (page as { [name: string]: unknown })[place] as Compose | undefined;
  const inner: Compose = typeof tools === "function" ? tools : compose;
  let isTaken = false;

  const around =
    (enhancer: Enhancer): Enhancer =>
    (createStore) =>
    (...given) => {
      const store = enhancer(createStore)(...given);
      if (isTaken || !isAppState(store.getState())) return store;
      isTaken = true;
      return gated(store, found);
    };

  (page as { [name: string]: unknown })[place] = (...given: unknown[]): unknown => {
    const [options] = given;
    // With options it answers a compose, otherwise it is one.
    if (given.length === 1 && typeof options === "object") {
      const composed = inner === compose ? compose : (inner(options) as Compose);
      return (...enhancers: unknown[]) => around(composed(...enhancers) as Enhancer);
    }

    return around(inner(...given) as Enhancer);
  };
};

const compose: Compose = (...enhancers) => (innermost: unknown) => (enhancers as ((of: unknown) => unknown)[]).reduceRight((made, enhancer) => enhancer(made), innermost);

const gated = (store: AppStore, found: (store: AppStore) => Gate): AppStore => {
  let depth = 0;
  const dispatch = (action: AppAction): unknown => {
    if (!gate.admits(action)) return action;
    depth++;
    let answer: unknown;
    try {
      answer = store.dispatch(action);
    } finally {
      depth--;
    }

    gate.ran(action);
    return answer;
  };
  const ours: AppStore = { ...store, dispatch };
  const gate = found(ours);
  // A middleware has a dispatch of its own that is not seen here; that something changed is.
  store.subscribe(() => depth === 0 && gate.ran(undefined));
  return ours;
};
