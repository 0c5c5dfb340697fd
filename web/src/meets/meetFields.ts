import { useObject } from "@rollcall/client/react";
import type { Desk, Json } from "@rollcall/client/meets";

export interface Plate {
  readonly weightKg: number;
  readonly pairCount: number;
  readonly color: string;
}

const isPlate = (value: Json): value is { weightKg: number; pairCount: number; color: string } =>
  typeof value === "object" && value !== null && !Array.isArray(value) && typeof value["weightKg"] === "number" && typeof value["pairCount"] === "number" && typeof value["color"] === "string";

const textOf = (value: Json | undefined): string => (typeof value === "string" ? value : "");

/** A field of the meet, and how to read it. Each hook draws again only when its field has changed. */
export const useText = (desk: Desk, field: string): string => textOf(useObject(desk, `meet.${field}`));
export const useFlag = (desk: Desk, field: string, otherwise = false): boolean => {
  const value = useObject(desk, `meet.${field}`);
  return typeof value === "boolean" ? value : otherwise;
};
export const useNumber = (desk: Desk, field: string, otherwise: number): number => {
  const value = useObject(desk, `meet.${field}`);
  return typeof value === "number" ? value : otherwise;
};
export const useNumbers = (desk: Desk, field: string): readonly number[] => {
  const value = useObject(desk, `meet.${field}`);
  return Array.isArray(value) ? value.filter((one): one is number => typeof one === "number") : [];
};
export const useTexts = (desk: Desk, field: string): readonly string[] => {
  const value = useObject(desk, `meet.${field}`);
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];
};
export const usePlates = (desk: Desk): readonly Plate[] => {
  const value = useObject(desk, "meet.plates");
  return Array.isArray(value) ? value.filter(isPlate) : [];
};

/** Whether weights are written in kilograms. */
export const useInKg = (desk: Desk): boolean => useFlag(desk, "inKg", true);

const kgPlates: readonly Plate[] = [
  { weightKg: 25, pairCount: 8, color: "#d92d3a" }, { weightKg: 20, pairCount: 1, color: "#2463eb" }, { weightKg: 15, pairCount: 1, color: "#f2b705" }, { weightKg: 10, pairCount: 1, color: "#1f9d55" },
  { weightKg: 5, pairCount: 1, color: "#f4f4f5" }, { weightKg: 2.5, pairCount: 1, color: "#18181b" }, { weightKg: 1.25, pairCount: 1, color: "#a1a1aa" }, { weightKg: 0.5, pairCount: 1, color: "#a1a1aa" }, { weightKg: 0.25, pairCount: 1, color: "#a1a1aa" },
];
const lb = (pounds: number): number => pounds / 2.20462262;
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

export const formulas = ["AH", "Bodyweight Multiple", "Dots", "Glossbrenner", "IPF GL Points", "IPF Points", "NASA Points", "Reshel", "Schwartz/Malone", "Total", "Wilks", "Wilks2020"] as const;
export const equipments = ["Bare", "Sleeves", "Wraps", "Single-ply", "Multi-ply", "Unlimited"] as const;
export const eventNames = ["SBD", "BD", "SB", "SD", "S", "B", "D"] as const;
export const flights = [..."ABCDEFGHIJKLMNOP"];
