import type { Desk } from "@rollcall/client/meets";

/** The id the next lifter of this desk gets: the lowest of its own block that nobody has; null where the block is used up. */
export const nextEntryId = (desk: Desk): number | null => {
  const free = desk.freeEntryIds;
  if (free === null) return null;
  for (let id = free.from; id <= free.to; id++) if (desk.entry(id) === undefined) return id;
  return null;
};
