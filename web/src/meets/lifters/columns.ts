import type { LifterView } from "@rollcall/client/meets";
import type { Column, Reading } from "../grid/column";
import { equipments, eventNames, flights } from "../meetFields";
import { kgOf, unitName, weightText } from "../units";
import { lists, type Lifter, type LiftName } from "./lifter";

const textColumn = (id: keyof Lifter & string, name: string, width: number, most = 500): Column => ({
  id,
  name,
  width,
  text: (lifter) => String(lifter[id]),
  edit: { field: id, read: (text) => (text.length > most ? { wrong: `At most ${most} characters.` } : { value: text }) },
});

const wholeColumn = (id: "day" | "platform" | "lot", name: string, width: number, least: number, most: number): Column => ({
  id,
  name,
  width,
  isNumber: true,
  text: (lifter) => (lifter[id] === 0 ? "" : String(lifter[id])),
  edit: {
    field: id,
    read: (text) => {
      const value = text === "" ? least : Number(text);
      return Number.isInteger(value) && value >= least && value <= most ? { value } : { wrong: `${name} is a whole number from ${least} to ${most}.` };
    },
  },
});

const choiceColumn = (id: "sex" | "equipment", name: string, width: number, choices: readonly string[]): Column => ({
  id,
  name,
  width,
  text: (lifter) => lifter[id],
  edit: { field: id, choices, read: (text) => oneOf(text, choices) },
});

const oneOf = (text: string, choices: readonly string[]): Reading => {
  const chosen = choices.find((one) => one.toLowerCase() === text.toLowerCase());
  return chosen === undefined ? { wrong: `One of ${choices.join(", ")}.` } : { value: chosen };
};

const flagColumn = (id: "paid" | "guest", name: string): Column => ({
  id,
  name,
  width: 66,
  text: (lifter) => (lifter[id] ? "yes" : "no"),
  edit: { field: id, isFlag: true, read: (text) => ({ value: /^(yes|y|true|1|x)$/i.test(text) }) },
});

const listColumn = (id: "divisions" | "events", name: string, width: number, known: readonly string[]): Column => ({
  id,
  name,
  width,
  text: (lifter) => lifter[id].join(", "),
  edit: {
    field: id,
    read: (text) => {
      const asked = text.split(/[,;]/).map((one) => one.trim()).filter((one) => one !== "");
      const matched = asked.map((one) => known.find((other) => other.toLowerCase() === one.toLowerCase()) ?? one);
      const strange = known.length === 0 ? undefined : matched.find((one) => !known.includes(one));
      return strange === undefined ? { value: [...new Set(matched)] } : { wrong: `“${strange}” is not one of ${known.join(", ")}.` };
    },
  },
});

const name: Column = {
  ...textColumn("name", "Lifter", 210),
  text: (lifter) => lifter.name,
};

const birthDate: Column = {
  ...textColumn("birthDate", "Birth date", 108),
  edit: { field: "birthDate", read: (text) => (text === "" || /^\d{4}-\d\d-\d\d$/.test(text) ? { value: text } : { wrong: "Write a date as 1994-07-23." }) },
};

const age: Column = {
  ...textColumn("age", "Age", 60),
  isNumber: true,
  edit: { field: "age", read: (text) => (text === "" || (/^\d{1,3}$/.test(text) && Number(text) < 130) ? { value: text === "" ? "" : Number(text) } : { wrong: "An age is a whole number of years." }) },
};

const flight: Column = { ...textColumn("flight", "Flight", 66), edit: { field: "flight", read: (text) => oneOf(text, flights) } };

/** What is put down when people sign up. */
export const registrationColumns = (divisions: readonly string[]): readonly Column[] => [
  name,
  wholeColumn("day", "Day", 58, 1, 14),
  wholeColumn("platform", "Platform", 78, 1, 20),
  flight,
  choiceColumn("sex", "Sex", 60, ["M", "F", "Mx"]),
  birthDate,
  choiceColumn("equipment", "Equipment", 104, equipments),
  listColumn("events", "Events", 96, eventNames),
  listColumn("divisions", "Divisions", 150, divisions),
  { ...textColumn("intendedWeightClassKg", "Class", 76), title: "Intended weight class" },
  textColumn("team", "Team", 140),
  textColumn("country", "Country", 100),
  textColumn("state", "State", 72),
  textColumn("memberId", "Member id", 104),
  textColumn("instagram", "Instagram", 120),
  flagColumn("guest", "Guest"),
  flagColumn("paid", "Paid"),
  textColumn("notes", "Notes", 240, 4_000),
];

const weigh = (id: string, title: string, width: number, field: string, inKg: boolean, kg: (lifter: Lifter) => number, most: number): Column => ({
  id,
  name: title,
  width,
  isNumber: true,
  text: (lifter) => weightText(kg(lifter), inKg),
  edit: {
    field,
    read: (text) => {
      const value = kgOf(text, inKg);
      if (value === null) return { wrong: `“${text}” is no weight.` };
      return value < 0 || value > most ? { wrong: `A weight lies between 0 and ${weightText(most, inKg)} ${unitName(inKg)}.` } : { value };
    },
  },
});

/** One attempt's weight; how it went is seen as colour, sign and word. */
const attemptColumn = (lift: LiftName, slot: number, inKg: boolean, current?: { readonly id: number; readonly slot: number } | undefined): Column => ({
  ...weigh(`${lift}${slot + 1}`, `${lists[lift].name} ${slot + 1}`, 92, `${lists[lift].kg}[${slot}]`, inKg, (lifter) => lifter.kg[lift][slot]!, 1_000),
  name: `${lift}${slot + 1}`,
  title: `${lists[lift].name}, attempt ${slot + 1}`,
  tone: (lifter) => {
    const status = lifter.status[lift][slot];
    if (status === 1) return { look: "good", word: "good lift" };
    if (status === -1) return { look: "bad", word: "no lift" };
    return lifter.id === current?.id && slot === current.slot ? { look: "current", word: "now" } : undefined;
  },
});

/** What is put down at the scales. */
export const weighInColumns = (inKg: boolean): readonly Column[] => [
  name,
  { ...flight, edit: { field: "flight", read: (text) => oneOf(text, flights) } },
  wholeColumn("lot", "Lot", 60, 0, 99_999),
  { ...weigh("bodyweightKg", "Bodyweight", 110, "bodyweightKg", inKg, (lifter) => lifter.bodyweightKg, 400), name: `Weight (${unitName(inKg)})`, title: "Bodyweight" },
  age,
  { ...textColumn("squatRackInfo", "Squat rack", 100), title: "Rack height for the squat" },
  { ...textColumn("benchRackInfo", "Bench rack", 100), title: "Rack height and safeties for the bench press" },
  ...(["S", "B", "D"] as const).map((lift) => attemptColumn(lift, 0, inKg)),
];

/** Who lifts, in a table whose rows follow the order of lifting. */
export const liftingColumns = (lift: LiftName, inKg: boolean, with4th: boolean, current: { readonly id: number; readonly slot: number } | undefined, computed: ReadonlyMap<number, LifterView>): readonly Column[] => [
  { id: "name", name: "Lifter", width: 210, text: ({ name: called }) => called },
  { id: "flight", name: "Flight", width: 60, text: (lifter) => lifter.flight },
  { id: "lot", name: "Lot", width: 56, isNumber: true, text: (lifter) => (lifter.lot === 0 ? "" : String(lifter.lot)) },
  { id: "bodyweight", name: unitName(inKg) === "kg" ? "Weight" : "Weight (lb)", title: "Bodyweight", width: 78, isNumber: true, text: (lifter) => weightText(lifter.bodyweightKg, inKg) },
  { id: "class", name: "Class", width: 66, isNumber: true, text: ({ id }) => computed.get(id)?.weightClass ?? "" },
  { id: "rack", name: "Rack", width: 84, text: (lifter) => (lift === "S" ? lifter.squatRackInfo : lift === "B" ? lifter.benchRackInfo : "") },
  ...[0, 1, 2, ...(with4th ? [3] : [])].map((slot) => attemptColumn(lift, slot, inKg, current)),
  { id: "projected", name: "Projected", title: "Total, with first attempts where nothing is lifted yet", width: 92, isNumber: true, text: ({ id }) => weightText(computed.get(id)?.projectedTotalKg ?? 0, inKg) },
  { id: "place", name: "Place", title: "Place in the class with the projected total", width: 66, isNumber: true, text: ({ id }) => String(computed.get(id)?.projectedPlace ?? "") },
];
