import { combineReducers } from "redux";

/** The stand-in's store: the same shape, names of actions and hazards as OpenLifter's, in words of our own. */

export type Lift = "S" | "B" | "D";

export interface Lifter {
  id: number;
  [field: string]: unknown;
}

/** What the pages look at. */
export interface State {
  readonly meet: { readonly name: string };
  readonly registration: { readonly entries: readonly Lifter[] };
  readonly lifting: { readonly flight: string; readonly lift: Lift; readonly platform: number; readonly overrideAttempt: number | null };
}

type Action = { readonly type: string; readonly [name: string]: any };

export const emptyMeet = {
  name: "", country: "", state: "", city: "", federation: "", date: "2026-03-14", lengthDays: 1, platformsOnDays: [1], ageCoefficients: "None", divisions: ["Open"],
  weightClassesKgMen: [59, 66, 74, 83, 93, 105, 120], weightClassesKgWomen: [47, 52, 57, 63, 69, 76, 84], weightClassesKgMx: [], formula: "Dots", combineSleevesAndWraps: false,
  combineSingleAndMulti: false, allow4thAttempts: true, roundTotalsDown: false, inKg: true, showAlternateUnits: false, squatBarAndCollarsWeightKg: 25, benchBarAndCollarsWeightKg: 25,
  deadliftBarAndCollarsWeightKg: 25, plates: [{ weightKg: 25, pairCount: 8, color: "#EF4444" }, { weightKg: 20, pairCount: 1, color: "#3B82F6" }, { weightKg: 2.5, pairCount: 1, color: "#111827" }],
};

export const emptyRegistration: { nextEntryId: number; entries: readonly Lifter[]; lookup: { [id: string]: number } } = { nextEntryId: 1, entries: [], lookup: {} };
export const emptyLifting = { day: 1, platform: 1, flight: "A", lift: "S", overrideAttempt: null, overrideEntryId: null, columnDivisionWidthPx: 700 };

const zeros = () => [0, 0, 0, 0, 0];

const newLifter = (id: number): Lifter => ({
  id, day: 1, platform: 1, flight: "A", name: "", sex: "M", birthDate: "", age: 0, country: "", state: "", intendedWeightClassKg: "", equipment: "Sleeves", divisions: [], events: ["SBD"],
  paid: false, team: "", guest: false, notes: "", lot: 0, memberId: "", bodyweightKg: 0, squatRackInfo: "", benchRackInfo: "",
  squatKg: zeros(), benchKg: zeros(), deadliftKg: zeros(), squatStatus: zeros(), benchStatus: zeros(), deadliftStatus: zeros(), points: null, place: null,
});

export const weightsOf = { S: "squatKg", B: "benchKg", D: "deadliftKg" } as const;
export const statusOf = { S: "squatStatus", B: "benchStatus", D: "deadliftStatus" } as const;

const withLookup = (entries: readonly Lifter[], nextEntryId: number) => ({ nextEntryId, entries, lookup: Object.fromEntries(entries.map(({ id }, place) => [id, place])) });

const changed = (state: typeof emptyRegistration, id: number, change: (was: Lifter) => Lifter) => withLookup(state.entries.map((one) => (one.id === id ? change(one) : one)), state.nextEntryId);

const registration = (state = emptyRegistration, action: Action): typeof emptyRegistration => {
  switch (action.type) {
    case "NEW_REGISTRATION":
      return withLookup([...state.entries, { ...newLifter(state.nextEntryId), ...action["overwriteDefaults"] }], state.nextEntryId + 1);
    case "UPDATE_REGISTRATION":
      return changed(state, action["entryId"], (was) => ({ ...was, ...action["changes"] }));
    case "DELETE_REGISTRATION":
      return withLookup(state.entries.filter(({ id }) => id !== action["entryId"]), state.nextEntryId);
    case "ENTER_ATTEMPT":
      return changed(state, action["entryId"], (was) => {
        // The hazard: the list inside the old lifter is written to, so that old and new are the same list.
        const list = was[weightsOf[action["lift"] as Lift]] as number[];
        list[action["attemptOneIndexed"] - 1] = action["weightKg"];
        return { ...was };
      });
    case "MARK_LIFT":
      return changed(state, action["entryId"], (was) => {
        const name = statusOf[action["lift"] as Lift];
        const list = [...(was[name] as number[])];
        list[action["attemptOneIndexed"] - 1] = action["success"] === undefined ? 0 : action["success"] ? 1 : -1;
        return { ...was, [name]: list };
      });
    case "ASSIGN_LOT_NUMBERS":
      return withLookup(state.entries.map((one, place) => ({ ...one, lot: action["lotNumbers"][place] })), state.nextEntryId);
    case "MERGE_PLATFORM":
      return withLookup([...state.entries, ...action["platformEntries"]].map((one, place) => ({ ...one, id: place })), state.entries.length + action["platformEntries"].length);
    case "OVERWRITE_STORE":
      return action["store"].registration;
    default:
      return state;
  }
};

const meet = (state = emptyMeet, action: Action): typeof emptyMeet => {
  if (action.type === "OVERWRITE_STORE") return action["store"].meet;
  return action.type === "UPDATE_MEET" ? { ...state, ...action["changes"] } : state;
};

const lifting = (state = emptyLifting, action: Action): typeof emptyLifting => {
  switch (action.type) {
    case "SET_LIFTING_GROUP":
      return { ...state, day: action["day"], platform: action["platform"], flight: action["flight"], lift: action["lift"], overrideAttempt: null, overrideEntryId: null };
    case "OVERRIDE_ATTEMPT":
      return { ...state, overrideAttempt: action["attempt"] };
    case "OVERRIDE_ENTRY_ID":
      return { ...state, overrideEntryId: action["entryId"] };
    case "SET_TABLE_INFO":
      return { ...state, ...action["changes"] };
    case "MARK_LIFT":
      return { ...state, overrideAttempt: null, overrideEntryId: null };
    case "OVERWRITE_STORE":
      return action["store"].lifting;
    default:
      return state;
  }
};

const language = (state = "en", action: Action): string => (action.type === "CHANGE_LANGUAGE" ? action["language"] : action.type === "OVERWRITE_STORE" ? action["store"].language : state);

const versions = (state = { stateVersion: "0", releaseVersion: "1.4" }) => state;

export const reducer = combineReducers({ language, versions, meet, registration, lifting } as never);
