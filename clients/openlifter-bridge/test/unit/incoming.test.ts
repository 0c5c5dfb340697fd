import { expect, test } from "vitest";
import type { AppAction, AppState, AppStore } from "../../src/app/shape.js";
import { Incoming } from "../../src/sync/incoming.js";

/** A store, and a page that shows a box of a lifter; frames come when they are asked for. */
const scene = () => {
  let state = { meet: {}, lifting: {}, registration: { nextEntryId: 3, entries: [{ id: 1, bodyweightKg: 80 }, { id: 2, bodyweightKg: 90 }], lookup: { 1: 0, 2: 1 } } } as unknown as AppState;
  const shown: string[] = [];
  const frames: (() => void)[] = [];
  const store = {
    getState: () => state,
    dispatch: (action: AppAction) => {
      state = action.store!;
      shown.push(state.registration.entries.map(({ id, bodyweightKg }) => `${id}: ${String(bodyweightKg)}`).join(", "));
    },
  } as unknown as AppStore;
  const page = {
    document: { querySelector: () => ({}), activeElement: null },
    queueMicrotask: (call: () => void) => queueMicrotask(call),
    requestAnimationFrame: (call: () => void) => frames.push(call),
    cancelAnimationFrame: () => undefined,
    setTimeout: () => 0,
    clearTimeout: () => undefined,
  } as unknown as Window;
  const meet = { entry: (id: number) => ({ id, bodyweightKg: id === 1 ? 82.5 : 90 }), field: () => undefined, platform: () => ({}) };
  const incoming = new Incoming({ store, page, content: () => meet as never, role: () => ({ kind: "neither" }), heldBack: () => false, nextEntryId: () => 10_000, seen: () => undefined });
  return { incoming, shown, frame: async () => (frames.shift()!(), await Promise.resolve(), await Promise.resolve()), next: () => store.getState().registration.nextEntryId };
};

test("A lifter whose box shows what is not so any more goes and comes again", async () => {
  const { incoming, shown, frame } = scene();
  incoming.heard(["registration.entries[1]"]);
  await frame();
  expect(shown).toEqual(["2: 90", "1: 82.5, 2: 90"]);
});

test("No lifter is missing where an action is about to run; boxes are drawn anew in the next frame", async () => {
  const { incoming, shown, frame, next } = scene();
  incoming.heard(["registration.entries[1]"]);
  incoming.beforeAction();
  expect([shown, next()]).toEqual([["1: 82.5, 2: 90"], 10_000]);
  await frame();
  expect(shown.slice(1)).toEqual(["2: 90", "1: 82.5, 2: 90"]);
});

test("Of many lifters to be drawn anew those on the screen come first, and the others after a moment", async () => {
  const { incoming, gone, frame, later } = crowd();
  incoming.redraw(Array.from({ length: 30 }, (_, id) => id));
  await frame();
  expect(gone()).toEqual([[10, 11, 12]]);
  later();
  await frame();
  expect(gone()[1]).toEqual(Array.from({ length: 30 }, (_, id) => id).filter((id) => id < 10 || id > 12));
  later();
  expect(gone().length).toBe(2);
});

/** Thirty lifters in a table of which the rows of three are on the screen; notes who is gone for a moment. */
const crowd = () => {
  const entries = Array.from({ length: 30 }, (_, id) => ({ id, name: `Lifter ${String.fromCharCode(65 + id)}.` }));
  let state = { meet: {}, lifting: {}, registration: { nextEntryId: 30, entries, lookup: {} } } as unknown as AppState;
  const gone: number[][] = [];
  const [frames, timers]: [(() => void)[], (() => void)[]] = [[], []];
  const rows = entries.map(({ id, name }) => ({ textContent: name, querySelectorAll: () => [], getBoundingClientRect: () => ({ top: (id - 10) * 100, bottom: (id - 9) * 100 }) }));
  const store = {
    getState: () => state,
    dispatch: (action: AppAction) => {
      state = action.store!;
      const there = new Set(state.registration.entries.map(({ id }) => id));
      if (there.size < entries.length) gone.push(entries.map(({ id }) => id).filter((id) => !there.has(id)));
    },
  } as unknown as AppStore;
  const page = {
    document: { querySelector: () => ({}), querySelectorAll: () => rows, activeElement: null },
    innerHeight: 300,
    queueMicrotask: (call: () => void) => queueMicrotask(call),
    requestAnimationFrame: (call: () => void) => frames.push(call),
    cancelAnimationFrame: () => undefined,
    setTimeout: (call: () => void, ms: number) => ms === 100 && timers.push(call),
    clearTimeout: () => undefined,
  } as unknown as Window;
  const meet = { entry: () => undefined, field: () => undefined, platform: () => ({}) };
  const incoming = new Incoming({ store, page, content: () => meet as never, role: () => ({ kind: "neither" }), heldBack: () => false, nextEntryId: () => 30, seen: () => undefined });
  const take = (of: (() => void)[]) => () => of.splice(0).forEach((call) => call());
  return { incoming, gone: () => gone, frame: async () => (take(frames)(), await Promise.resolve(), await Promise.resolve()), later: take(timers) };
};
