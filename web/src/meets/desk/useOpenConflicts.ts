import type { Conflict, Desk } from "@rollcall/client/meets";
import { useWatched } from "@rollcall/client/react";

const same = (one: readonly Conflict[], other: readonly Conflict[]): boolean => one.length === other.length && one.every((conflict, at) => conflict === other[at]);

/** The conflicts that nobody has settled, the oldest first. */
export const useOpenConflicts = (desk: Desk): readonly Conflict[] => useWatched(desk, () => desk.conflicts, same);
