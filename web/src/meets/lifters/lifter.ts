import type { Entry, Json } from "@rollcall/client/meets";

export type LiftName = "S" | "B" | "D";

/** 1 good, -1 no lift, 0 not taken. */
export type Status = -1 | 0 | 1;

/** A lifter as the pages read it: every field there is, with what an empty one means. */
export interface Lifter {
  readonly id: number;
  readonly day: number;
  readonly platform: number;
  readonly flight: string;
  readonly name: string;
  readonly sex: string;
  readonly birthDate: string;
  readonly age: string;
  readonly country: string;
  readonly state: string;
  readonly equipment: string;
  readonly divisions: readonly string[];
  readonly events: readonly string[];
  readonly team: string;
  readonly instagram: string;
  readonly memberId: string;
  readonly notes: string;
  readonly paid: boolean;
  readonly guest: boolean;
  readonly lot: number;
  readonly bodyweightKg: number;
  readonly intendedWeightClassKg: string;
  readonly squatRackInfo: string;
  readonly benchRackInfo: string;
  readonly kg: { readonly [lift in LiftName]: readonly number[] };
  readonly status: { readonly [lift in LiftName]: readonly Status[] };
}

/** The names of a lift's lists in an entry. */
export const lists = {
  S: { kg: "squatKg", status: "squatStatus", name: "Squat" },
  B: { kg: "benchKg", status: "benchStatus", name: "Bench press" },
  D: { kg: "deadliftKg", status: "deadliftStatus", name: "Deadlift" },
} as const;

export const liftNames: readonly LiftName[] = ["S", "B", "D"];

const text = (value: Json | undefined): string => (typeof value === "string" ? value : typeof value === "number" ? String(value) : "");
const number = (value: Json | undefined): number => (typeof value === "number" ? value : 0);
const texts = (value: Json | undefined): readonly string[] => (Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : []);
const slots = (value: Json | undefined): readonly number[] => Array.from({ length: 5 }, (_, slot) => number(Array.isArray(value) ? value[slot] : undefined));
const statuses = (value: Json | undefined): readonly Status[] => slots(value).map((one) => (one > 0 ? 1 : one < 0 ? -1 : 0));

const read = new WeakMap<Entry, Lifter>();

/** Reads an entry, which may come from a fork with other fields; the same lifter for the same entry. */
export const lifterOf = (entry: Entry): Lifter => {
  let lifter = read.get(entry);
  if (lifter === undefined) read.set(entry, (lifter = reading(entry)));
  return lifter;
};

const reading = (entry: Entry): Lifter => ({
  id: entry.id,
  day: number(entry["day"]) || 1,
  platform: number(entry["platform"]) || 1,
  flight: text(entry["flight"]),
  name: text(entry["name"]),
  sex: text(entry["sex"]),
  birthDate: text(entry["birthDate"]),
  age: text(entry["age"]),
  country: text(entry["country"]),
  state: text(entry["state"]),
  equipment: text(entry["equipment"]),
  divisions: texts(entry["divisions"]),
  events: texts(entry["events"]),
  team: text(entry["team"]),
  instagram: text(entry["instagram"]),
  memberId: text(entry["memberId"]),
  notes: text(entry["notes"]),
  paid: entry["paid"] === true,
  guest: entry["guest"] === true,
  lot: number(entry["lot"]),
  bodyweightKg: number(entry["bodyweightKg"]),
  intendedWeightClassKg: text(entry["intendedWeightClassKg"]),
  squatRackInfo: text(entry["squatRackInfo"]),
  benchRackInfo: text(entry["benchRackInfo"]),
  kg: { S: slots(entry["squatKg"]), B: slots(entry["benchKg"]), D: slots(entry["deadliftKg"]) },
  status: { S: statuses(entry["squatStatus"]), B: statuses(entry["benchStatus"]), D: statuses(entry["deadliftStatus"]) },
});

const none = () => [0, 0, 0, 0, 0];

/** A lifter who has just been put down; every field the results file needs is there. */
export const freshLifter = (given: { readonly [name: string]: Json }): { readonly [name: string]: Json } => ({
  day: 1, platform: 1, flight: "A", name: "", sex: "M", birthDate: "", age: "", country: "", state: "", intendedWeightClassKg: "", equipment: "Sleeves",
  divisions: [], events: ["SBD"], lot: 0, bodyweightKg: 0, squatRackInfo: "", benchRackInfo: "", paid: false, guest: false, team: "", instagram: "", memberId: "", notes: "",
  squatKg: none(), benchKg: none(), deadliftKg: none(), squatStatus: none(), benchStatus: none(), deadliftStatus: none(),
  ...given,
});
