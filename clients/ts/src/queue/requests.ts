import { BackOff } from "../line/backOff.js";
import { freshId } from "../line/ids.js";
import type { Surroundings } from "../line/surroundings.js";
import type { FromServer, Response, ToServer } from "./messages.js";
import { changes, type InputOf, type OperationName, type ResultOf } from "./operations.js";
import { answerMs, isPassingCode, isSuperseded, staleAfterMs } from "./retry.js";

/** The queue's no, or the reason why nobody answered: `stale` and `superseded` are the client's own. */
export class QueueRefusal extends Error {
  constructor(
    readonly code: string,
    sentence: string,
    readonly retryAfterMs?: number,
  ) {
    super(sentence);
  }
}

/** What came back: the result, the number of the last event it caused, and whether the same was done before. */
export interface Answered<Result> {
  readonly result: Result;
  readonly seq: number | null;
  readonly duplicate: boolean;
}

interface Asked {
  readonly id: string;
  readonly operation: OperationName;
  readonly data: object;
  readonly key: string | undefined;
  readonly backOff: BackOff;
  readonly resolve: (answered: Answered<never>) => void;
  readonly reject: (why: Error) => void;
  isUnderWay: boolean;
  stopTimer: () => void;
  stopPatience: () => void;
}

/** The table of requests that are not answered: each is sent again, with the same key and in the old order, until it is answered or the user has moved on. */
export class Requests {
  private readonly table = new Map<string, Asked>();
  private isReady = false;

  constructor(
    private readonly say: (message: ToServer) => boolean,
    private readonly around: Surroundings,
  ) {}

  /** Asks; waits for a connection if there is none just now.
   * @param key says that it is the same as an earlier request with that key; a fresh one if left out. */
  ask<Name extends OperationName>(operation: Name, data: InputOf<Name>, key?: string): Promise<Answered<ResultOf<Name>>> {
    if (isSuperseded(operation)) this.drop((one) => one.operation === operation && !one.isUnderWay, "superseded", "A newer request took its place.");
    return new Promise((resolve, reject) => {
      const asked: Asked = {
        id: freshId(),
        operation,
        data,
        key: changes(operation) ? (key ?? freshId()) : undefined,
        backOff: new BackOff(() => this.around.chance()),
        resolve,
        reject,
        isUnderWay: false,
        stopTimer: () => undefined,
        stopPatience: () => undefined,
      };
      this.table.set(asked.id, asked);
      const staleMs = staleAfterMs(operation);
      if (staleMs !== undefined) asked.stopPatience = this.around.after(staleMs, () => this.drop((one) => one === asked, "stale", "It could not be done in time."));
      if (this.isReady) this.send(asked);
    });
  }

  /** The connection is caught up: everything unanswered goes out, in the old order. */
  ready(): void {
    this.isReady = true;
    const newest = new Map([...this.table.values()].map((one) => [one.operation, one]));
    this.drop((one) => isSuperseded(one.operation) && newest.get(one.operation) !== one, "superseded", "A newer request took its place.");
    for (const asked of [...this.table.values()]) this.send(asked);
  }

  /** The connection is gone; what is unanswered waits. */
  lost(): void {
    this.isReady = false;
    for (const asked of this.table.values()) {
      asked.stopTimer();
      asked.isUnderWay = false;
    }
  }

  /** It is over: nobody will answer. */
  end(why: Error): void {
    this.lost();
    const left = [...this.table.values()];
    this.table.clear();
    for (const asked of left) {
      asked.stopPatience();
      asked.reject(why);
    }
  }

  /** Takes an answer to one of these; false if it is none. */
  take(message: FromServer): boolean {
    if (message.type !== "response" && message.type !== "error") return false;
    const asked = this.table.get(String(message.id));
    if (asked === undefined) return false;
    const code = message.error_code ?? "unknown";
    if (message.type === "response" && message.success) this.settle(asked).resolve(answeredBy(message) as Answered<never>);
    else if (isPassingCode(code)) this.sendLater(asked, message.details?.retry_after_ms);
    else this.settle(asked).reject(new QueueRefusal(code, message.error ?? code, message.details?.retry_after_ms));
    return true;
  }

  private send(asked: Asked): void {
    asked.stopTimer();
    asked.isUnderWay = true;
    this.say({ type: "request", id: asked.id, operation: asked.operation, data: asked.data, ...(asked.key === undefined ? {} : { idempotency_key: asked.key }) });
    asked.stopTimer = this.around.after(answerMs, () => this.send(asked));
  }

  private sendLater(asked: Asked, advisedMs: number | undefined): void {
    asked.stopTimer();
    asked.stopTimer = this.around.after(advisedMs ?? asked.backOff.next(), () => this.send(asked));
  }

  private drop(which: (asked: Asked) => boolean, code: string, sentence: string): void {
    for (const asked of [...this.table.values()].filter(which)) this.settle(asked).reject(new QueueRefusal(code, sentence));
  }

  private settle(asked: Asked): Asked {
    asked.stopTimer();
    asked.stopPatience();
    this.table.delete(asked.id);
    return asked;
  }
}

const answeredBy = (response: Response): Answered<unknown> => ({ result: response.data, seq: response.seq ?? null, duplicate: response.duplicate ?? false });
