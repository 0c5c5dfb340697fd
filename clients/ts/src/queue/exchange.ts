import { freshId } from "../line/ids.js";
import type { Surroundings } from "../line/surroundings.js";
import type { FromServer, ToServer } from "./messages.js";

export type Reply = Extract<FromServer, { type: "response" | "error" }>;
type Question = ToServer extends infer One ? (One extends { readonly id: string } ? Omit<One, "id"> : never) : never;

/** The questions by which a client settles into a connection. They belong to that connection: when it is lost they are forgotten.
 * Replies are handed on at once and not by a promise, because the events that follow in the same breath must find the client ready. */
export class Exchange {
  private readonly open = new Map<string, { readonly reply: (reply: Reply) => void; readonly stopTimer: () => void }>();

  constructor(
    private readonly say: (message: ToServer) => boolean,
    private readonly around: Surroundings,
    /** Nobody answered in time. */
    private readonly silent: () => void,
  ) {}

  ask(question: Question, patienceMs: number, reply: (reply: Reply) => void): void {
    const id = freshId();
    this.open.set(id, { reply, stopTimer: this.around.after(patienceMs, () => this.silent()) });
    this.say({ ...question, id } as ToServer);
  }

  /** Takes a reply to one of these; false if it is none. */
  take(message: FromServer): boolean {
    if (message.type !== "response" && message.type !== "error") return false;
    const asked = this.open.get(String(message.id));
    if (asked === undefined) return false;
    this.open.delete(String(message.id));
    asked.stopTimer();
    asked.reply(message);
    return true;
  }

  forget(): void {
    for (const asked of this.open.values()) asked.stopTimer();
    this.open.clear();
  }
}
