import type { Entry } from "@rollcall/client/meets";
import type { LocalEntry } from "./shape.js";

const none = [0, 0, 0, 0, 0];

/** Fields that OpenLifter reads without asking whether they are there. */
const defaults = {
  day: 1, platform: 1, flight: "A", name: "", sex: "M", birthDate: "", age: 0, country: "", state: "", intendedWeightClassKg: "", equipment: "Sleeves", divisions: [], events: [],
  paid: false, team: "", guest: false, instagram: "", notes: "", lot: 0, memberId: "", bodyweightKg: 0, squatRackInfo: "", benchRackInfo: "",
  squatKg: none, benchKg: none, deadliftKg: none, squatStatus: none, benchStatus: none, deadliftStatus: none,
};

/** A lifter as OpenLifter can show it, also one that another program entered with fewer fields. A copy: OpenLifter changes its objects in place. */
export const complete = (entry: Entry): LocalEntry => structuredClone({ ...defaults, ...entry });
