import type { Json } from "@rollcall/client/meets";
import { lbPerKg } from "../words/weights";

export interface Plate {
  readonly weightKg: number;
  readonly pairCount: number;
  readonly color: string;
}

const kgPlates: readonly Plate[] = [
  { weightKg: 25, pairCount: 8, color: "#d92d3a" }, { weightKg: 20, pairCount: 1, color: "#2463eb" }, { weightKg: 15, pairCount: 1, color: "#f2b705" }, { weightKg: 10, pairCount: 1, color: "#1f9d55" },
  { weightKg: 5, pairCount: 1, color: "#f4f4f5" }, { weightKg: 2.5, pairCount: 1, color: "#18181b" }, { weightKg: 1.25, pairCount: 1, color: "#a1a1aa" }, { weightKg: 0.5, pairCount: 1, color: "#a1a1aa" }, { weightKg: 0.25, pairCount: 1, color: "#a1a1aa" },
];
const lb = (pounds: number): number => pounds / lbPerKg;
const lbPlates: readonly Plate[] = [
  { weightKg: lb(45), pairCount: 10, color: "#2463eb" }, { weightKg: lb(35), pairCount: 1, color: "#f2b705" }, { weightKg: lb(25), pairCount: 1, color: "#1f9d55" }, { weightKg: lb(10), pairCount: 2, color: "#f4f4f5" },
  { weightKg: lb(5), pairCount: 1, color: "#18181b" }, { weightKg: lb(2.5), pairCount: 1, color: "#a1a1aa" }, { weightKg: lb(1.25), pairCount: 1, color: "#a1a1aa" },
];

/** The usual bar and plates of a unit. */
export const usualBar = (inKg: boolean): { readonly [field: string]: Json } => {
  const bar = inKg ? 25 : lb(45);
  return {
    inKg,
    plates: (inKg ? kgPlates : lbPlates).map((one) => ({ ...one })),
    squatBarAndCollarsWeightKg: bar,
    benchBarAndCollarsWeightKg: bar,
    deadliftBarAndCollarsWeightKg: bar,
  };
};

/** What a new meet begins with, so that it can be lifted at once; everything can be changed under "Meet". */
export const freshMeet = (given: { readonly name: string; readonly date: string; readonly federation: string; readonly inKg: boolean; readonly platforms: number }): { readonly [field: string]: Json } => ({
  name: given.name,
  date: given.date,
  federation: given.federation,
  country: "",
  state: "",
  city: "",
  formula: "Dots",
  ageCoefficients: "FosterMcCulloch",
  lengthDays: 1,
  platformsOnDays: [given.platforms],
  divisions: ["Open"],
  weightClassesKgMen: [52, 56, 60, 67.5, 75, 82.5, 90, 100, 110, 125, 140],
  weightClassesKgWomen: [44, 48, 52, 56, 60, 67.5, 75, 82.5, 90],
  weightClassesKgMx: [52, 56, 60, 67.5, 75, 82.5, 90, 100, 110, 125, 140],
  combineSleevesAndWraps: false,
  combineSingleAndMulti: false,
  allow4thAttempts: false,
  roundTotalsDown: false,
  showAlternateUnits: false,
  ...usualBar(given.inKg),
});
