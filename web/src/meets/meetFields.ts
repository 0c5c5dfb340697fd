import { useObject } from "@rollcall/client/react";
import type { Desk, Json } from "@rollcall/client/meets";
import type { Plate } from "./freshMeet";

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

export const formulas = ["AH", "Bodyweight Multiple", "Dots", "Glossbrenner", "IPF GL Points", "IPF Points", "NASA Points", "Reshel", "Schwartz/Malone", "Total", "Wilks", "Wilks2020"] as const;
export const equipments = ["Bare", "Sleeves", "Wraps", "Single-ply", "Multi-ply", "Unlimited"] as const;
export const eventNames = ["SBD", "BD", "SB", "SD", "S", "B", "D"] as const;
export const flights = [..."ABCDEFGHIJKLMNOP"];
