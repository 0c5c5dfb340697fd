import { copyOf, type Entry } from "@rollcall/client/meets";
import type { LocalEntry } from "./shape.js";

const none = [0, 0, 0, 0, 0];

/** Fields that OpenLifter reads without asking whether they are there. */
const defaults = {
  day: 1, platform: 1, flight: "A", name: "", sex: "M", birthDate: "", age: 0, country: "", state: "", intendedWeightClassKg: "", equipment: "Sleeves", divisions: [], events: [],
  paid: false, team: "", guest: false, notes: "", lot: 0, memberId: "", bodyweightKg: 0, squatRackInfo: "", benchRackInfo: "",
  squatKg: none, benchKg: none, deadliftKg: none, squatStatus: none, benchStatus: none, deadliftStatus: none,
};

/** A lifter without what OpenLifter 1.4 writes into it while it draws the lifting page: that is nobody's edit, and made anew by whoever draws. */
export const withoutDrawn = <Lifter extends object>({ points, place, ...lifter }: Lifter & { readonly points?: unknown; readonly place?: unknown }): Omit<Lifter, "points" | "place"> => lifter;

/** A lifter as OpenLifter can show it, also one that another program entered with fewer fields. A copy: OpenLifter changes its objects in place. */
export const complete = (entry: Entry): LocalEntry => copyOf({ ...defaults, ...(withoutDrawn(entry) as Entry) });
