import type { Storage } from "../keep/storage.js";
import type { Http, Refusal } from "../line/http.js";
import type { LineStatus } from "../line/lineStatus.js";
import type { Surroundings } from "../line/surroundings.js";
import type { ChatEntry, RoomRecord, RoomRole } from "./messages.js";
import type { Presence } from "./presence.js";
import type { Sending, Unsent } from "./unconfirmed.js";

export interface RoomOptions {
  readonly room: string;
  /** The server, such as `https://chat.example.org`; the page's own if left out. */
  readonly server?: string;
  /** Whose session asks for pages of history and for tickets; the page's cookie if left out. */
  readonly http?: Http;
  /** Whether each connection gets in by a ticket, which is asked for by HTTP. Needed where the session cannot go along with the socket: the page is of another site, or there is no cookie. */
  readonly ticket?: boolean;
  /** How many messages come first, 0-100; 50 if left out. */
  readonly history?: number;
  /** Where one's own messages are kept until they are confirmed, so that a reload does not lose them; memory only if left out. */
  readonly storage?: Storage;
  readonly around?: Surroundings;
}

/** A room as the user sees it. */
export interface RoomView {
  readonly line: LineStatus;
  readonly room: RoomRecord | null;
  readonly me: { readonly userId: number; readonly handle: string; readonly role: RoomRole; readonly muted: boolean; readonly mutedUntil: string | null } | null;
  /** What was said, in the order that is the same for all. */
  readonly messages: readonly ChatEntry[];
  /** Whether `older()` will find more. */
  readonly hasOlder: boolean;
  /** One's own that are not acknowledged; they are shown below the others. */
  readonly sending: readonly Sending[];
  /** One's own that the server would not have; `again()` or `discard()` them. */
  readonly unsent: readonly Unsent[];
  readonly presence: Presence;
  readonly readSeq: number;
  /** Why the server would not have this client here, or closed the room; null while nothing is wrong. */
  readonly refused: Refusal | null;
  /** When the room will be closed unless somebody speaks; null if that is not near. */
  readonly closesAt: string | null;
}
