import type { Action, Reducer, StoreEnhancer } from "redux";
import type { Desk, Json } from "../meets/index.js";
import { editsOf, isSame } from "./edits.js";

/** Objects of a meet by name: `registration.entries[10007]`, `meet.name`, `lifting.platforms[1]`. */
export type Objects = ReadonlyMap<string, Json>;

/** How a store and a meet know one another. */
export interface DeskMapping<State, Out extends Action> {
  /** The part of the state that is the meet's. Asked after every action; what did not change should be the same value, then it costs nothing. */
  readonly objects: (state: State) => Objects;
  /** An action that puts objects into the state as they are now; undefined says that there is none of that name any more. */
  readonly arrived: (objects: ReadonlyMap<string, Json | undefined>) => Out;
}

/** Joins a store to a desk: what actions change in the state goes to the meet, and what others change in the meet comes in as an action.
 * The application's own actions and reducers need not know. */
export const withDesk =
  <State, Out extends Action>(desk: Desk, mapping: DeskMapping<State, Out>): StoreEnhancer =>
  (createStore) =>
  (reducer, preloadedState) => {
    /** What the meet and the state agree upon. */
    let known: Objects = new Map();
    let isArriving = false;

    // What a reducer makes of what arrived is not an edit, even where it leaves something out; what listeners do about it at once is one.
    const aware = (inner: typeof reducer): typeof reducer => {
      const outer: Reducer = (state, action) => {
        const next: unknown = (inner as Reducer)(state, action);
        if (isArriving) [isArriving, known] = [false, mapping.objects(next as State)];
        return next;
      };
      return outer as typeof reducer;
    };
    const store = createStore(aware(reducer), preloadedState);
    const read = () => mapping.objects(store.getState() as unknown as State);
    known = read();

    const goOut = () => {
      const [before, now] = [known, read()];
      if (now === before) return;
      known = now;
      for (const name of new Set([...before.keys(), ...now.keys()])) {
        const [was, is] = [before.get(name), now.get(name)];
        if (was === is) continue;
        for (const edit of editsOf(name, was, is)) {
          if ("isDeleted" in edit) desk.delete(edit.key);
          else desk.set(edit.key, edit.value);
        }
      }
    };

    const comeIn = (names: Iterable<string>) => {
      // One's own edits come back this way too; they are there already.
      const news = new Map([...names].map((name) => [name, desk.content.object(name)] as const).filter(([name, value]) => !isSame(known.get(name), value)));
      if (news.size === 0) return;
      isArriving = true;
      store.dispatch(mapping.arrived(news) as never);
    };

    store.subscribe(goOut);
    desk.onObjects(comeIn);
    comeIn(desk.content.names);
    return { ...store, replaceReducer: (next) => store.replaceReducer(aware(next as unknown as typeof reducer) as unknown as typeof next) };
  };
