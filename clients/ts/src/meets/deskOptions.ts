import type { LineStatus } from "../line/lineStatus.js";
import type { Surroundings } from "../line/surroundings.js";
import type { Keeping } from "./keeping.js";
import type { Refused } from "./memory.js";
import type { Item, Rejection } from "./messages.js";

/** How a desk stands with its meet. */
export interface DeskStatus {
  readonly line: LineStatus;
  /** Whether everything it did is answered and it has been told everything there is. */
  readonly inStep: boolean;
  /** How many of its updates are not answered for good. */
  readonly pending: number;
  /** What is needed before it can go on: a password, because the session has ended; nothing else if null. */
  readonly needs: "password" | null;
  /** Whether the server has lost the meet: a director can have it restored from what the desks hold. */
  readonly meetLost: boolean;
  /** What the server said of the meet as a whole, such as that it is being recovered. */
  readonly notice: string | null;
  /** Whether the meet is closed for good. */
  readonly finished: boolean;
  /** Why the browser could not keep what was done; null while it can. */
  readonly notKept: string | null;
}

export interface DeskOptions {
  /** The server, such as `https://meet.example.org`; the page's own if left out. */
  readonly server?: string;
  /** Where the desk keeps what it must not lose; memory only if left out. */
  readonly keeping?: Keeping;
  /** What it listens to; updates, presence and conflicts if left out; `platform:<n>`, `platform:*` and `standings` as well. */
  readonly watch?: readonly string[];
  readonly around?: Surroundings;
  /** Called after every change, with the names of the objects that changed. */
  readonly changed?: (objects: ReadonlySet<string>) => void;
  /** An own update lost. */
  readonly lost?: (refused: Refused) => void;
  /** An update of somebody else overruled one of one's own. */
  readonly overruled?: (by: Item, numbers: readonly number[]) => void;
}

/** The server's no to a request. */
export class MeetRefusal extends Error {
  constructor(readonly rejection: Rejection) {
    super(rejection.reason);
  }
}
