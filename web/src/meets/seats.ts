import { useSyncExternalStore } from "react";
import type { Role } from "@rollcall/client/meets";

/** A desk that this browser holds: what its list of meets shows before the desk itself is opened. */
export interface Seat {
  /** Names the desk in this browser's storage. */
  readonly key: string;
  /** Nine digits. */
  readonly meetId: string;
  readonly meetName: string;
  readonly locationName: string;
  readonly role: Role;
  /** What it is for: a desk, or a referee's phone. */
  readonly kind: "desk" | "referee";
  /** The locations that are directors', as last told. The server tells it to who joins, not to who comes back. */
  readonly directors: readonly string[];
  readonly usedAt: number;
}

const kept = "rollcall.meets";
const listeners = new Set<() => void>();
let last: { readonly text: string | null; readonly seats: readonly Seat[] } = { text: null, seats: [] };

/** The desks that this browser holds, the latest used first. */
export const seats = (): readonly Seat[] => {
  const text = localStorage.getItem(kept);
  if (text !== last.text) last = { text, seats: text === null ? [] : (JSON.parse(text) as Seat[]) };
  return last.seats;
};

const write = (now: readonly Seat[]): void => {
  localStorage.setItem(kept, JSON.stringify([...now].sort((a, b) => b.usedAt - a.usedAt)));
  for (const listener of listeners) listener();
};

/** Keeps a desk in the list, or what has changed about it. */
export const keepSeat = (seat: Seat): void => write([seat, ...seats().filter(({ key }) => key !== seat.key)]);

/** Changes a few things about a desk, where they are others. */
export const updateSeat = (key: string, change: Partial<Omit<Seat, "key">>): void => {
  const seat = seats().find((one) => one.key === key);
  if (seat === undefined || Object.entries(change).every(([name, value]) => JSON.stringify(seat[name as keyof Seat]) === JSON.stringify(value))) return;
  write(seats().map((one) => (one.key === key ? { ...one, ...change } : one)));
};

export const forgetSeat = (key: string): void => write(seats().filter((one) => one.key !== key));

const subscribe = (changed: () => void): (() => void) => {
  listeners.add(changed);
  addEventListener("storage", changed);
  return () => {
    listeners.delete(changed);
    removeEventListener("storage", changed);
  };
};

/** The list, drawn again when it changes here or in another tab. */
export const useSeats = (): readonly Seat[] => useSyncExternalStore(subscribe, seats);

/** A name for a desk that nothing else in this browser has. Works without a secure context, where `randomUUID` does not. */
export const freshKey = (): string => [...crypto.getRandomValues(new Uint8Array(9))].map((byte) => byte.toString(36).padStart(2, "0")).join("");
