import type { AttemptView, DisplayView, Lift, Standings } from "@rollcall/client/meets";
import { className, dotted, lifts, sexName } from "./words";

/** How results are listed. */
export type Listing = "class" | "points";

/** One lifter's line among results. */
export interface ResultRow {
  readonly key: string;
  readonly entryId: number;
  readonly name: string;
  readonly team: string;
  readonly guest: boolean;
  readonly bodyweightKg: number;
  /** The place so far, or with what is asked for. */
  readonly place: number | null;
  readonly projectedPlace: number | null;
  readonly best: { readonly [lift in Lift]?: number };
  readonly attempts: { readonly [lift in Lift]?: readonly AttemptView[] };
  readonly totalKg: number;
  readonly projectedTotalKg: number;
  readonly points: number | null;
  readonly isUp: boolean;
}

type Attempts = Pick<ResultRow, "attempts">;

/** Those who compete with each other, under the heading they are listed by. */
export interface ResultGroup {
  readonly key: string;
  readonly heading: string;
  readonly about: string;
  /** The lifts that count here. */
  readonly lifts: readonly Lift[];
  readonly rows: readonly ResultRow[];
}

/** The results as the server has computed them; for those whose flight is on a platform just now, with whose turn it is. */
export const resultsOf = (standings: Standings, platforms: DisplayView["platforms"], listing: Listing, units: string): readonly ResultGroup[] => {
  const lifting = new Map([...platforms.values()].flatMap(({ view }) => view.lifters.map((lifter) => [lifter.entryId, { lifter, isUp: view.currentEntryId === lifter.entryId }] as const)));
  const inClasses = new Map(standings.classes.flatMap(({ event, rows }) => rows.map((row) => [`${event}-${row.entryId}`, row] as const)));
  const now = (entryId: number, row: Attempts | undefined) => ({ attempts: lifting.get(entryId)?.lifter.attempts ?? row?.attempts ?? {}, isUp: lifting.get(entryId)?.isUp ?? false });
  const contested = (event: string) => lifts.filter((lift) => event.includes(lift));
  if (listing === "class")
    return standings.classes.map(({ sex, event, equipment, division, weightClass, rows }) => ({
      key: [sex, event, equipment, division, weightClass].join("|"),
      heading: [sexName(sex), className(weightClass, units)].filter((one) => one !== "").join(" "),
      about: dotted(division, equipment, event),
      lifts: contested(event),
      rows: rows.map((row) => ({ ...row, ...now(row.entryId, row), key: String(row.entryId) })),
    }));
  return standings.points.map(({ sex, event, equipment, rows }) => ({
    key: [sex, event, equipment].join("|"),
    heading: sexName(sex),
    about: dotted(equipment, event, rows.every(({ points }) => points === null) && "no totals yet"),
    lifts: contested(event),
    rows: rows.map(({ rank, entryId, name, totalKg, points, agePoints }) => {
      const row = inClasses.get(`${event}-${entryId}`);
      return {
        key: String(entryId),
        entryId,
        name,
        team: row?.team ?? "",
        guest: row?.guest ?? false,
        bodyweightKg: row?.bodyweightKg ?? 0,
        place: agePoints === null || row?.guest === true ? null : rank,
        projectedPlace: null,
        best: row?.best ?? {},
        totalKg,
        projectedTotalKg: row?.projectedTotalKg ?? 0,
        points: agePoints ?? points,
        ...now(entryId, row),
      };
    }),
  }));
};

/** Whether a lifter has no total yet, but would have one with what is asked for. */
export const isProjected = ({ totalKg, projectedTotalKg }: ResultRow): boolean => totalKg === 0 && projectedTotalKg > 0;

/** A group, or as much of it as stands on one page. */
export interface PagePart {
  readonly group: ResultGroup;
  readonly rows: readonly ResultRow[];
  /** Whether its beginning stands on an earlier page. */
  readonly isContinued: boolean;
}

/** What a heading takes, in rows. */
export const headingRows = 1.05;

/** Divides results into pages of so many rows. A group is not broken where it fits on a page of its own, and no heading stands alone. */
export const paged = (groups: readonly ResultGroup[], capacity: number): readonly (readonly PagePart[])[] => {
  const pages: PagePart[][] = [];
  let left = 0;
  for (const group of groups) {
    if (group.rows.length === 0) continue;
    let from = 0;
    while (from < group.rows.length) {
      const rest = group.rows.length - from;
      const isTooLittle = left < headingRows + Math.min(2, rest) || (left < headingRows + rest && headingRows + rest <= capacity);
      if (isTooLittle || pages.length === 0) {
        pages.push([]);
        left = capacity;
      }
      const count = Math.max(1, Math.min(rest, Math.floor(left - headingRows)));
      pages.at(-1)!.push({ group, rows: group.rows.slice(from, from + count), isContinued: from > 0 });
      left -= headingRows + count;
      from += count;
    }
  }

  return pages;
};
