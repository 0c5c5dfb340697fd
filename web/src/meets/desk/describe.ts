import type { Desk, Json } from "@rollcall/client/meets";
import { lists } from "../lifters/lifter";
import { unitName, weightText } from "../units";

const fields: { readonly [name: string]: string } = {
  name: "name", day: "day", platform: "platform", flight: "flight", lot: "lot number", sex: "sex", birthDate: "birth date", age: "age", country: "country", state: "state", equipment: "equipment",
  divisions: "divisions", events: "events", team: "team", instagram: "Instagram", memberId: "member id", notes: "notes", paid: "paid", guest: "guest", bodyweightKg: "bodyweight",
  intendedWeightClassKg: "intended class", squatRackInfo: "squat rack", benchRackInfo: "bench rack", federation: "federation", date: "date", city: "city", formula: "formula", plates: "plates",
  overrideAttempt: "attempt override", overrideEntryId: "lifter override", lift: "lift",
};

const attempts: { readonly [list: string]: string } = Object.fromEntries(
  Object.values(lists).flatMap(({ kg, status, name }) => [
    [kg, `${name.toLowerCase()} weight`],
    [status, `${name.toLowerCase()} decision`],
  ]),
);

const words = (field: string): string => fields[field] ?? attempts[field] ?? field.replace(/Kg$/, "").replace(/([A-Z])/g, " $1").toLowerCase();

/** What a key is about, as one would say it at the table. */
export const aboutOf = (desk: Desk, key: string): string => {
  const [, id, rest = ""] = /^registration\.entries\[(\d+)\](.*)$/.exec(key) ?? [];
  if (id !== undefined) {
    const name = desk.entry(Number(id))?.["name"];
    const who = typeof name === "string" && name !== "" ? name : `Lifter ${id}`;
    const [, list, slot] = /^\.(\w+)\[(\d)\]$/.exec(rest) ?? [];
    if (list !== undefined) return `${who}: ${words(list)} ${Number(slot) + 1}`;
    return rest === "" ? `${who}: the whole lifter` : `${who}: ${words(rest.slice(1))}`;
  }

  const [, platform, part = ""] = /platforms\[(\d+)\]\.(.+)$/.exec(key) ?? [];
  if (platform !== undefined) return `Platform ${platform}: ${words(part)}`;
  return `Meet: ${words(key.replace(/^meet\./, ""))}`;
};

/** A value of a key in words; undefined is a deletion. */
export const valueWords = (key: string, value: Json | undefined, inKg: boolean): string => {
  if (value === undefined) return "deleted";
  if (value === null || value === "") return "empty";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (/Status\[\d\]$/.test(key)) return value === 1 ? "good lift" : value === -1 ? "no lift" : "not taken";
  if (typeof value === "number" && /Kg(\[\d\])?$/.test(key)) return value === 0 ? "empty" : `${weightText(value, inKg)} ${unitName(inKg)}`;
  if (Array.isArray(value)) return value.every((one) => typeof one !== "object") ? value.join(", ") || "empty" : `a list of ${value.length}`;
  if (typeof value === "object") return typeof value["name"] === "string" && value["name"] !== "" ? `the lifter ${value["name"]}` : "the whole of it";
  return String(value);
};
