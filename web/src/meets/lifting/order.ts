import type { Lifter, LiftName } from "../lifters/lifter";

/** Who lifts when: what a display of this platform shows, and what a desk without a line works by. */
export interface Order {
  readonly attempt: number;
  /** All of the flight, in the order of the board. */
  readonly rows: readonly number[];
  readonly currentId: number | null;
  readonly nextId: number | null;
}

interface At {
  readonly day: number;
  readonly platform: number;
  readonly flight: string;
  readonly lift: LiftName;
  readonly overrideAttempt: number | null;
  readonly overrideEntryId: number | null;
}

/** The order computed here, by the server's own rule (specification of meets, appendix E), for as long as the server cannot be asked. */
export const orderOf = (lifters: readonly Lifter[], at: At): Order => {
  const group = lifters.filter(({ day, platform, flight, events }) => day === at.day && platform === at.platform && flight === at.flight && events.some((event) => event.includes(at.lift)));
  const kg = (lifter: Lifter, attempt: number): number => lifter.kg[at.lift][attempt - 1] ?? 0;
  const isOpen = (lifter: Lifter, attempt: number): boolean => kg(lifter, attempt) !== 0 && lifter.status[at.lift][attempt - 1] === 0;
  const n = at.overrideAttempt ?? activeAttempt(group, at.lift, isOpen);

  const before = (attempt: number) => (a: Lifter, b: Lifter): number => {
    for (let one = attempt; one >= 1; one--) {
      if (kg(a, one) !== kg(b, one)) return kg(a, one) - kg(b, one);
      if (one === attempt && a.lot !== 0 && b.lot !== 0 && a.lot !== b.lot) return a.lot - b.lot;
    }

    return a.bodyweightKg - b.bodyweightKg || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0) || a.id - b.id;
  };
  const rows: Lifter[] = [];
  for (const attempt of [n + 1, n, n - 1]) {
    if (attempt < 1 || attempt > 5) continue;
    rows.push(...group.filter((lifter) => !rows.includes(lifter) && kg(lifter, attempt) !== 0).sort(before(attempt)));
  }

  rows.push(...group.filter((lifter) => !rows.includes(lifter)).sort(before(n)));
  const overridden = rows.find(({ id }) => id === at.overrideEntryId);
  const current = overridden ?? rows.find((lifter) => isOpen(lifter, n));
  const place = current === undefined ? -1 : rows.indexOf(current);
  const next = current === undefined ? undefined : (rows.slice(place + 1).find((lifter) => isOpen(lifter, n)) ?? rows.slice(0, place).find((lifter) => isOpen(lifter, n + 1)));
  return { attempt: n, rows: rows.map(({ id }) => id), currentId: current?.id ?? null, nextId: next?.id ?? null };
};

const activeAttempt = (group: readonly Lifter[], lift: LiftName, isOpen: (lifter: Lifter, attempt: number) => boolean): number => {
  const highest = (is: (lifter: Lifter, attempt: number) => boolean) => group.map((lifter) => [5, 4, 3, 2, 1].find((attempt) => is(lifter, attempt)) ?? 0).filter((attempt) => attempt > 0);
  const open = highest(isOpen);
  if (open.length > 0) return Math.min(...open);
  const taken = Math.max(0, ...highest((lifter, attempt) => lifter.status[lift][attempt - 1] !== 0));
  return taken === 0 ? 1 : taken >= 3 ? taken : taken + 1;
};
