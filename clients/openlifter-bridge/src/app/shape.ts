import type { Json } from "@rollcall/client/meets";

/** What the bridge knows of OpenLifter's store: the parts it reads and writes, as OpenLifter 1.2 to 1.4 names them. */

export type JsonObject = { [name: string]: Json };

/** A lifter as OpenLifter holds one. */
export type LocalEntry = JsonObject & { id: number };

export interface Registration {
  readonly nextEntryId: number;
  readonly entries: readonly LocalEntry[];
  /** Entry id to place in `entries`. */
  readonly lookup: { readonly [id: string]: number };
}

export interface AppState {
  readonly language: Json;
  readonly versions: Json;
  readonly meet: JsonObject;
  readonly registration: Registration;
  readonly lifting: JsonObject;
  /** redux-persist's own part; missing where nothing is kept. */
  readonly _persist?: { readonly rehydrated?: boolean };
}

export interface AppAction {
  readonly type: string;
  readonly store?: AppState;
}

export interface AppStore {
  getState(): AppState;
  dispatch(action: AppAction): unknown;
  subscribe(changed: () => void): () => void;
}

/** Whether a store's state is that of OpenLifter; a page may have other stores. */
export const isAppState = (state: unknown): state is AppState => {
  if (!isObject(state) || !isObject(state["meet"]) || !isObject(state["lifting"])) return false;
  const { registration } = state;
  return isObject(registration) && Array.isArray(registration["entries"]);
};

const isObject = (value: unknown): value is { [name: string]: unknown } => typeof value === "object" && value !== null;

/** Where each lifter stands, as OpenLifter keeps it beside the list. */
export const lookupOf = (entries: readonly LocalEntry[]): { [id: string]: number } => Object.fromEntries(entries.map(({ id }, place) => [id, place]));

/** The action by which OpenLifter takes a whole state at once; what it keeps of it survives a reload. */
export const overwriting = (store: AppState): AppAction => ({ type: "OVERWRITE_STORE", store });
