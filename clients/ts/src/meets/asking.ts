import { MeetRefusal } from "./deskOptions.js";
import type { Rejection } from "./messages.js";

interface Asked {
  readonly name: string;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (why: Error) => void;
}

/** Requests of a director that wait for their answers. Answers come in the order of the requests, so a name is enough to match them. */
export class Asking {
  private readonly waiting: Asked[] = [];

  /** @param say says it to the server; false if there is no connection. */
  ask<Answer>(name: string, say: () => boolean): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (say()) this.waiting.push({ name, resolve: resolve as (answer: unknown) => void, reject });
      else reject(new Error("there is no connection just now"));
    });
  }

  answered(name: string, answer: unknown): void {
    this.take(name)?.resolve(answer);
  }

  /** The server's no; false if it is to none of these. */
  rejected(rejection: Rejection & { readonly request: string }): boolean {
    const asked = this.take(rejection.request);
    asked?.reject(new MeetRefusal(rejection));
    return asked !== undefined;
  }

  lost(): void {
    for (const one of this.waiting.splice(0)) one.reject(new Error("the connection was lost before the answer came"));
  }

  private take(name: string): Asked | undefined {
    const place = this.waiting.findIndex((one) => one.name === name);
    return place < 0 ? undefined : this.waiting.splice(place, 1)[0];
  }
}
