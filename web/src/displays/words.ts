import type { AttemptView, Lift, LifterView, PlatformClock, PlatformView } from "@rollcall/client/meets";

/** The lifts of a meet, in their order. */
export const lifts: readonly Lift[] = ["S", "B", "D"];

const liftNames: { readonly [lift in Lift]: string } = { S: "Squat", B: "Bench press", D: "Deadlift" };

export const liftName = (lift: Lift): string => liftNames[lift];

const poundsOfKg = 2.20462262;

/** A weight in the meet's unit; nothing for nothing. Pounds are rounded to hundredths, and a last 9 goes up, as the server prints them. */
export const weightText = (kg: number, units: string): string => {
  if (kg === 0) return "";
  if (units === "kg") return String(Math.round(kg * 100) / 100);
  const hundredths = Math.round(kg * poundsOfKg * 100);
  return String((hundredths % 10 === 9 ? hundredths + 1 : hundredths) / 100);
};

/** The same weight in the unit the meet does not use, to one decimal, with its unit. */
export const otherUnit = (kg: number, units: string): string => (units === "kg" ? `${Math.round(kg * poundsOfKg * 10) / 10} lb` : `${Math.round(kg * 10) / 10} kg`);

/** The sign of the meet's unit. */
export const unitSign = (units: string): string => (units === "kg" ? "kg" : "lb");

/** 1st, 2nd, 3rd, 4th. */
export const ordinal = (place: number): string => {
  const ending = place % 100 >= 11 && place % 100 <= 13 ? "th" : (["th", "st", "nd", "rd"][place % 10] ?? "th");
  return `${place}${ending}`;
};

/** Minutes and seconds, rounded up: what shows 0:00 is over. */
export const clockText = (leftMs: number): string => {
  const seconds = Math.ceil(leftMs / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
};

/** How a platform's clock stands, in a word. */
export const clockWord = (clock: PlatformClock, leftMs: number): string => (leftMs <= 0 ? "Time" : clock.running ? "Clock" : "Clock stopped");

const sexes: { readonly [sex: string]: string } = { M: "Men", F: "Women", Mx: "Mx" };

export const sexName = (sex: string): string => sexes[sex] ?? sex;

/** `-90 kg`, `125+ kg`; nothing without a class. */
export const className = (weightClass: string, units: string): string =>
  weightClass === "" ? "" : weightClass === "SHW" ? weightClass : `${weightClass.endsWith("+") ? weightClass : `−${weightClass}`} ${unitSign(units)}`;

/** Where somebody is from: the team, or else the state and the country. */
export const fromWhere = ({ team, state, country }: Pick<LifterView, "team" | "state" | "country">): string => team || [state, country].filter((one) => one !== "").join(", ");

/** Everything that is not empty, with a dot in between. */
export const dotted = (...parts: readonly (string | null | undefined | false)[]): string => parts.filter((one) => typeof one === "string" && one !== "").join(" · ");

const attemptWords: { readonly [state in AttemptView["state"]]: string } = { good: "good", bad: "no lift", current: "now", next: "next", request: "request", empty: "not set" };

/** What an attempt is, for whoever hears it read. */
export const attemptWord = ({ state, text }: AttemptView): string => (state === "empty" ? attemptWords.empty : `${text}, ${attemptWords[state]}`);

/** The lifter who is up, and who is next. */
export const turns = ({ lifters, currentEntryId, nextEntryId }: PlatformView["view"]) => ({
  current: lifters.find(({ entryId }) => entryId === currentEntryId) ?? null,
  next: lifters.find(({ entryId }) => entryId === nextEntryId) ?? null,
});

/** Which attempt of a lifter is the next one to be taken at this lift: the one marked so, counted from 1. */
export const turnNumber = (lifter: LifterView, lift: Lift, state: "current" | "next"): number | null => {
  const at = (lifter.attempts[lift] ?? []).findIndex((one) => one.state === state);
  return at < 0 ? null : at + 1;
};

/** What a lifter has at the lifts contested so far, in kilograms: the sum of the best good attempts. */
export const subtotalKg = (best: LifterView["best"]): number => lifts.reduce((sum, lift) => sum + (best[lift] ?? 0), 0);

/** Points as people print them. */
export const pointsText = (points: number | null): string => (points === null ? "" : points.toFixed(2));
