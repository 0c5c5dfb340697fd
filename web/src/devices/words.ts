import { Refusal } from "@rollcall/client";

/** What went wrong, in a sentence. */
export const sentenceOf = (no: unknown): string => (no instanceof Refusal ? no.message : "The server cannot be reached. Try again in a moment.");

const date = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric" });

/** A day, as it is written. */
export const dayOf = (at: string): string => date.format(new Date(at));

const minuteMs = 60_000;

/** How long ago a device was last there. */
export const lastSeen = (at: string, now = Date.now()): string => {
  const ago = Math.max(0, now - Date.parse(at)) / minuteMs;
  if (ago < 1) return "Seen just now";
  if (ago < 60) return `Seen ${Math.floor(ago)} min ago`;
  if (ago < 24 * 60) return `Seen ${Math.floor(ago / 60)} h ago`;
  const days = Math.floor(ago / 60 / 24);
  return days === 1 ? "Seen yesterday" : `Seen ${days} days ago`;
};
