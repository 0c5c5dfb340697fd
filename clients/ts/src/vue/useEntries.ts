import { onScopeDispose, shallowRef, type ShallowRef } from "vue";
import type { Desk, Entry } from "../meets/index.js";

/** All lifters of a meet by id, as a ref; a lifter that has not changed is the same object as before. */
export const useEntries = (desk: Desk): Readonly<ShallowRef<ReadonlyMap<number, Entry>>> => {
  const look = (): ReadonlyMap<number, Entry> => new Map(desk.content.entryIds.map((id) => [id, desk.entry(id)!]));
  const entries = shallowRef(look());
  onScopeDispose(
    desk.onObjects((names) => {
      if ([...names].some((one) => one.startsWith("registration."))) entries.value = look();
    }),
  );
  return entries;
};
