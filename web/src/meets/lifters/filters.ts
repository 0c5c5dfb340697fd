import type { Desk } from "@rollcall/client/meets";
import type { Column } from "../grid/column";
import { lifterOf, type Lifter } from "./lifter";

/** Which lifters a table shows. Empty is all. */
export interface Filter {
  readonly text: string;
  readonly day: string;
  readonly platform: string;
  readonly flight: string;
}

export const noFilter: Filter = { text: "", day: "", platform: "", flight: "" };

const isMeant = (lifter: Lifter, { text, day, platform, flight }: Filter): boolean => {
  const words = text.toLowerCase().split(/\s+/);
  const all = `${lifter.name} ${lifter.team} ${lifter.memberId} ${lifter.divisions.join(" ")} ${lifter.notes} ${lifter.lot === 0 ? "" : lifter.lot}`.toLowerCase();
  return words.every((word) => all.includes(word)) && (day === "" || String(lifter.day) === day) && (platform === "" || String(lifter.platform) === platform) && (flight === "" || lifter.flight === flight);
};

/** The lifters meant, in order. It looks at them once: a row does not jump away from under who writes in it. */
export const chosen = (desk: Desk, ids: readonly number[], filter: Filter, by: Column | undefined): readonly number[] => {
  const lifters = ids.flatMap((id) => {
    const entry = desk.entry(id);
    return entry === undefined ? [] : [lifterOf(entry)];
  });
  const meant = lifters.filter((lifter) => isMeant(lifter, filter));
  if (by !== undefined) meant.sort((a, b) => compare(by.text(a), by.text(b)) || a.id - b.id);
  return meant.map(({ id }) => id);
};

const compare = (one: string, other: string): number => {
  if (one === "" || other === "") return one === other ? 0 : one === "" ? 1 : -1;
  return one.localeCompare(other, "en", { numeric: true });
};
