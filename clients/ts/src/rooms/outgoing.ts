import { BackOff } from "../line/backOff.js";
import { Refusal } from "../line/http.js";
import { freshId } from "../line/ids.js";
import type { Surroundings } from "../line/surroundings.js";
import type { ChatRequest, RoomError, ToServer } from "./messages.js";

/** A message on its way. */
export interface Sending {
  readonly clientMsgId: string;
  readonly data: ChatRequest;
}

/** Where a message ended up. */
export interface Acknowledged {
  readonly id: string;
  readonly seq: number;
}

interface Waiting extends Sending {
  readonly resolve: (ack: Acknowledged) => void;
  readonly reject: (why: Error) => void;
}

/** These codes say that the same may be sent again, under the same id, because nothing was done. */
const passing = new Set(["rate_limited", "storage_unavailable", "retry"]);

/** Messages that are not acknowledged. They go out one at a time, so that they arrive in the order in which they were written even when one of
 * them has to wait for the server's rate; after a loss they go out again under the same ids, and are done once. */
export class Outgoing {
  private readonly queue: Waiting[] = [];
  private readonly backOff: BackOff;
  private isReady = false;
  private isUnderWay = false;
  private stopRetry: () => void = () => undefined;

  constructor(
    private readonly say: (message: ToServer) => boolean,
    private readonly around: Surroundings,
    private readonly changed: () => void,
  ) {
    this.backOff = new BackOff(() => around.chance());
  }

  /** What is not acknowledged, the oldest first. */
  get waiting(): readonly Sending[] {
    return this.queue.map(({ clientMsgId, data }) => ({ clientMsgId, data }));
  }

  add(data: ChatRequest): Promise<Acknowledged> {
    return new Promise((resolve, reject) => {
      this.queue.push({ clientMsgId: freshId(), data, resolve, reject });
      this.changed();
      this.go();
    });
  }

  ready(): void {
    this.isReady = true;
    this.go();
  }

  lost(): void {
    this.stopRetry();
    [this.isReady, this.isUnderWay] = [false, false];
  }

  /** It is over: nobody will answer. */
  end(why: Error): void {
    this.lost();
    for (const one of this.queue.splice(0)) one.reject(why);
    this.changed();
  }

  acknowledged(clientMsgId: string | undefined, ack: Acknowledged): void {
    this.settle(clientMsgId)?.resolve(ack);
  }

  /** The server's no to one of these; false if it is to none. */
  refused(clientMsgId: string | undefined, error: RoomError): boolean {
    if (!this.queue.some((one) => one.clientMsgId === clientMsgId)) return false;
    if (!passing.has(error.code)) {
      this.settle(clientMsgId)?.reject(new Refusal(0, error.code, error.message, error.retry_after_ms, { ...error }));
      return true;
    }

    this.isUnderWay = false;
    this.stopRetry();
    const pause = error.retry_after_ms ?? this.backOff.next();
    this.isReady = false;
    this.stopRetry = this.around.after(pause, () => this.ready());
    return true;
  }

  private settle(clientMsgId: string | undefined): Waiting | undefined {
    const place = this.queue.findIndex((one) => one.clientMsgId === clientMsgId);
    if (place < 0) return undefined;
    const [one] = this.queue.splice(place, 1);
    if (place === 0) this.isUnderWay = false;
    this.backOff.reset();
    this.changed();
    this.go();
    return one;
  }

  private go(): void {
    const first = this.queue[0];
    if (!this.isReady || this.isUnderWay || first === undefined) return;
    this.isUnderWay = this.say({ type: "chat", data: first.data, client_msg_id: first.clientMsgId });
  }
}
