import { Refusal } from "@rollcall/client";
import { hourAndMinute } from "../words/time";
import { day, whole } from "./times";

/** What went wrong, in a sentence that says what to do. */
export const sentenceOf = (no: unknown): string => {
  if (!(no instanceof Refusal)) return "The server cannot be reached. Try again in a moment.";
  if (no.code === "rate_limited") return `Too fast. Try again ${no.retryAfterMs === undefined ? "in a moment" : `in ${Math.ceil(no.retryAfterMs / 1_000)} s`}.`;
  return sentences[no.code] ?? no.message;
};

const sentences: { readonly [code: string]: string | undefined } = {
  id_taken: "There is a room with this id already. Choose another one.",
  room_limit: "You have made as many rooms as you may. Close one first.",
  last_owner: "A room keeps at least one owner. Make somebody else an owner first.",
  invite_invalid: "This invite does not work: it was used up, revoked, has run out, or was mistyped. Ask for a new one.",
  invite_limit: "This room has as many open invites as it may. Revoke one first.",
  version_conflict: "Somebody else changed the room meanwhile. Look at it again, then save.",
  not_present: "They have left already.",
  edit_window_over: "It is too late to edit this message.",
  muted: "You are muted, so nothing can be sent.",
  read_only: "You may read here, not write.",
};

/** Until when, said so that it can be planned with; null is for ever. */
export const untilWhen = (until: string | null | undefined): string => {
  if (until === null || until === undefined) return "until a moderator says otherwise";
  return day(until) === "Today" ? `until ${hourAndMinute(until)}` : `until ${whole(until)}`;
};

/** One of something, or several. */
export const counted = (count: number, one: string, many: string): string => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
