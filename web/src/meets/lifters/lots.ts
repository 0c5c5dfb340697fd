import type { Desk } from "@rollcall/client/meets";
import { lifterOf } from "./lifter";

/** Gives lifters lots by chance, from the lowest numbers that nobody has. */
export const drawLots = (desk: Desk, ids: readonly number[]): ReadonlyMap<number, number> => {
  const taken = new Set(desk.content.entryIds.map((id) => lifterOf(desk.entry(id)!).lot));
  const free: number[] = [];
  for (let lot = 1; free.length < ids.length; lot++) if (!taken.has(lot)) free.push(lot);
  const chance = crypto.getRandomValues(new Uint32Array(ids.length));
  const shuffled = ids.map((id, at) => ({ id, chance: chance[at]! })).sort((a, b) => a.chance - b.chance);
  return new Map(shuffled.map(({ id }, at) => [id, free[at]!]));
};
