import type { Surroundings } from "../line/surroundings.js";
import { MeetRefusal } from "./deskOptions.js";
import type { Joined, Rejection } from "./messages.js";

interface Entering {
  readonly message: unknown;
  readonly resolve: (joined: Joined) => void;
  readonly reject: (why: Error) => void;
}

/** A request to create or join a meet that is not answered yet; there is one at most, and it is said again on every connection. */
export class Entrance {
  private entering: Entering | undefined;

  constructor(
    private readonly say: (message: unknown) => boolean,
    private readonly around: Surroundings,
  ) {}

  /** What is to be said first on a connection, if anybody wants to come in. */
  get message(): unknown {
    return this.entering?.message;
  }

  enter(message: unknown): Promise<Joined> {
    return new Promise((resolve, reject) => {
      this.entering?.reject(new Error("another request to come in took its place"));
      this.entering = { message, resolve, reject };
    });
  }

  joined(joined: Joined): void {
    this.entering?.resolve(joined);
    this.entering = undefined;
  }

  /** The server's no; true if it is final. */
  rejected(rejection: Rejection): boolean {
    const entering = this.entering;
    if (entering === undefined) return false;
    if (rejection.code === "RETRY_LATER" && rejection.retryAfterMs !== null) {
      this.around.after(rejection.retryAfterMs, () => this.entering === entering && this.say(entering.message));
      return false;
    }

    this.entering = undefined;
    entering.reject(new MeetRefusal(rejection));
    return true;
  }
}
