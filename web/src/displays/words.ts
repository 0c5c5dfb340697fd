import type { AttemptView, Lift, LifterView, PlatformClock, PlatformView } from "@rollcall/client/meets";

/** The lifts of a meet, in their order. */
export const lifts: readonly Lift[] = ["S", "B", "D"];

const liftNames: { readonly [lift in Lift]: string } = { S: "Squat", B: "Bench press", D: "Deadlift" };

export const liftName = (lift: Lift): string => liftNames[lift];

/** The sign of the meet's unit. */
export const unitSign = (units: string): string => (units === "kg" ? "kg" : "lb");

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
