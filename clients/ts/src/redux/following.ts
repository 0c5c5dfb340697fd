import type { Action, StoreEnhancer } from "redux";
import type { Watchable } from "../line/watched.js";

/** Brings what a door shows into a store: one action at the start, and one after every change. */
export const following =
  <Snapshot, Out extends Action>(door: Watchable<Snapshot>, changed: (snapshot: Snapshot) => Out): StoreEnhancer =>
  (createStore) =>
  (reducer, preloadedState) => {
    const store = createStore(reducer, preloadedState);
    const tell = () => store.dispatch(changed(door.getSnapshot()) as never);
    door.subscribe(tell);
    tell();
    return store;
  };
