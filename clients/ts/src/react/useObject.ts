import { useCallback, useSyncExternalStore } from "react";
import type { Desk, Entry, Json } from "../meets/index.js";

/** The value of one object of a meet, such as `meet.name`; drawn again only when that object has changed. */
export const useObject = (desk: Desk, name: string): Json | undefined => {
  const subscribe = useCallback((changed: () => void) => desk.onObjects((names) => names.has(name) && changed()), [desk, name]);
  const look = useCallback(() => desk.content.object(name), [desk, name]);
  return useSyncExternalStore(subscribe, look, look);
};

/** A lifter; undefined where there is none. */
export const useEntry = (desk: Desk, id: number): Entry | undefined => useObject(desk, `registration.entries[${id}]`) as Entry | undefined;

/** The ids of all lifters, ascending. */
export const useEntryIds = (desk: Desk): readonly number[] => {
  const subscribe = useCallback((changed: () => void) => desk.onObjects((names) => [...names].some((one) => one.startsWith("registration.")) && changed()), [desk]);
  const look = useCallback(() => desk.content.entryIds, [desk]);
  return useSyncExternalStore(subscribe, look, look);
};
