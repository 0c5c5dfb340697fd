import { useCallback, useRef, useSyncExternalStore } from "react";
import type { Watchable } from "../line/watched.js";

/** What a door shows just now; the component is drawn again when it changes. Many components share one door and its one socket. */
export function useWatched<Snapshot>(door: Watchable<Snapshot>): Snapshot;
/** A part of it; drawn again only when that part is another one. */
export function useWatched<Snapshot, Part>(door: Watchable<Snapshot>, part: (snapshot: Snapshot) => Part, same?: (one: Part, other: Part) => boolean): Part;
export function useWatched<Snapshot>(door: Watchable<Snapshot>, part: (snapshot: Snapshot) => unknown = whole, same: (one: unknown, other: unknown) => boolean = Object.is): unknown {
  const last = useRef<{ readonly of: unknown } | undefined>(undefined);
  const look = useCallback(() => {
    const now = part(door.getSnapshot());
    if (last.current === undefined || !same(last.current.of, now)) last.current = { of: now };
    return last.current.of;
  }, [door, part, same]);
  return useSyncExternalStore(door.subscribe, look, look);
}

const whole = (snapshot: unknown): unknown => snapshot;
