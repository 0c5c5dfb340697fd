import type { Location } from "@rollcall/client/meets";

/** A location while its row is being edited. */
export interface LocationDraft {
  readonly id: number;
  readonly name: string;
  readonly priority: string;
  readonly isDirector: boolean;
}

let last = 0;

export const draftOf = (name: string, priority: number, isDirector = false): LocationDraft => ({ id: ++last, name, priority: String(priority), isDirector });

export const refereeLocations: readonly string[] = ["Referee left", "Referee head", "Referee right"];

/** The list as the server takes it. */
export const locationsOf = (drafts: readonly LocationDraft[]): readonly Location[] =>
  drafts.map(({ name, priority, isDirector }) => ({ locationName: name.trim(), priority: Number(priority), director: isDirector }));

/** What is wrong with a list, in a sentence; null if nothing is. */
export const wrongWith = (drafts: readonly LocationDraft[]): string | null => {
  const names = drafts.map(({ name }) => name.trim().toLowerCase());
  if (names.includes("")) return "Every location needs a name.";
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (twice !== undefined) return `Two locations are called “${twice}”.`;
  if (drafts.some(({ priority }) => !/^\d{1,4}$/.test(priority) || Number(priority) > 1000)) return "Priorities are whole numbers from 0 to 1000.";
  if (!drafts.some(({ isDirector }) => isDirector)) return "At least one location must be a director’s.";
  return null;
};
