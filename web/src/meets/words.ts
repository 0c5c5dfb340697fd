import { MeetRefusal } from "@rollcall/client/meets";
import { Refusal } from "@rollcall/client";
import { hourAndMinute } from "../words/time";

/** What went wrong, as a sentence for who sits at the desk. */
export const sentence = (trouble: unknown): string => {
  if (trouble instanceof MeetRefusal) {
    const { code, reason, retryAfterMs } = trouble.rejection;
    if (code === "THROTTLED" && retryAfterMs !== null) return `${reason} Try again in ${Math.ceil(retryAfterMs / 1_000)} s.`;
    return reason;
  }

  if (trouble instanceof Refusal) return trouble.message;
  if (trouble instanceof TypeError) return "The server cannot be reached. Try again when the line is back.";
  const text = trouble instanceof Error ? trouble.message : String(trouble);
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;
};

/** The stable code of the server's no, if that is what it was. */
export const codeOf = (trouble: unknown): string | null => (trouble instanceof MeetRefusal ? trouble.rejection.code : trouble instanceof Refusal ? trouble.code : null);

/** What a session may do, as people call it. */
export const roleNames = { director: "Director", writer: "Writes", reader: "Reads only", viewer: "Display" } as const;

/** "1 edit", "2 edits". */
export const count = (number: number, one: string, many = `${one}s`): string => `${number} ${number === 1 ? one : many}`;

/** A time of day; with its day if it is another one. */
export const timeText = (at: string | number): string => {
  const when = new Date(at);
  const time = hourAndMinute(at);
  return when.toDateString() === new Date().toDateString() ? time : `${when.toLocaleDateString("en-GB", { day: "numeric", month: "short" })}, ${time}`;
};
