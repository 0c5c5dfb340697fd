import type { Json } from "@rollcall/client/meets";
import { entryIdOf, partOf } from "../sync/keys.js";

const lists: { readonly [name: string]: string } = {
  squatKg: "squat", benchKg: "bench", deadliftKg: "deadlift", squatStatus: "squat", benchStatus: "bench", deadliftStatus: "deadlift",
};
const fields: { readonly [name: string]: string } = {
  bodyweightKg: "bodyweight", squatRackInfo: "squat rack", benchRackInfo: "bench rack", birthDate: "birth date", memberId: "member id", intendedWeightClassKg: "intended class", lot: "lot number",
};

/** What a key is about, in words: `Al Bo: squat 1 weight`. */
export const subjectOf = (key: string, nameOf: (id: number) => string | undefined): string => {
  const id = entryIdOf(key);
  if (id === undefined) return key.startsWith("meet.") ? `Meet: ${spaced(key.slice("meet.".length))}` : key.replace(/^(lifting|live)\.platforms\[(\d+)\]\.?/, (_, __, n: string) => `Platform ${n}: `);
  const who = nameOf(id) ?? `Lifter ${id}`;
  const part = partOf(key);
  if (part === "") return who;
  const slot = /^(\w+)\[(\d)\]$/.exec(part);
  if (slot === null) return `${who}: ${fields[part] ?? spaced(part)}`;
  return `${who}: ${lists[slot[1]!] ?? slot[1]} ${Number(slot[2]) + 1} ${slot[1]!.endsWith("Kg") ? "weight" : "decision"}`;
};

/** A value in words. */
export const valueOf = (said: { readonly updateValue: Json } | { readonly delete: true } | { readonly [name: string]: unknown }, key: string): string => {
  if ("delete" in said) return "deleted";
  const value = (said as { updateValue: Json }).updateValue;
  if (/Status\[\d\]$/.test(key)) return value === 1 ? "good lift" : value === -1 ? "no lift" : "not taken";
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return typeof value["name"] === "string" && value["name"] !== "" ? `lifter ${value["name"]}` : "the whole lifter";
  if (Array.isArray(value)) return value.map(String).join(", ") || "nothing";
  if (value === "" || value === null) return "empty";
  return typeof value === "number" && key.includes("Kg") ? `${Math.round(value * 100) / 100} kg` : String(value);
};

/** `roundTotalsDown` as `round totals down`. */
const spaced = (name: string): string => name.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();

/** `1 change`, `2 changes`. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** What would be lost to the others if the meet were left now, as the end of a question; empty where nothing would. */
export const unsentInWords = (count: number): string =>
  count === 0 ? "" : ` ${counted(count, "change")} made here ${count === 1 ? "has" : "have"} not reached the server yet and would be lost to the others.`;
