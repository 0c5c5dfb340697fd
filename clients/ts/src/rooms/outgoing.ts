import { BackOff } from "../line/backOff.js";
import { Refusal } from "../line/http.js";
import { freshId } from "../line/ids.js";
import type { Surroundings } from "../line/surroundings.js";
import type { Kept } from "./kept.js";
import type { ChatRequest, RoomError, ToServer } from "./messages.js";
import type { Sending, Unsent } from "./unconfirmed.js";

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

/** Of a message that an earlier page said: nobody here waits for the answer. */
const unheard = { resolve: () => undefined, reject: () => undefined };

/** Messages that are not acknowledged. They go out one at a time, so that they arrive in the order in which they were written even when one of
 * them has to wait for the server's rate; after a loss or a reload they go out again under the same ids, and are done once. */
export class Outgoing {
  private queue: readonly Waiting[] = [];
  private refusals: readonly Unsent[] = [];
  private readonly backOff: BackOff;
  private isReady = false;
  private isUnderWay = false;
  private life = 0;
  private lastAt = 0;
  private stopRetry: () => void = () => undefined;

  constructor(
    private readonly say: (message: ToServer) => boolean,
    private readonly around: Surroundings,
    private readonly changed: () => void,
    private readonly kept?: Kept,
  ) {
    this.backOff = new BackOff(() => around.chance());
  }

  /** What is not acknowledged, the oldest first. */
  get waiting(): readonly Sending[] {
    return this.queue.map(bare);
  }

  /** What was said and refused, the oldest first. */
  get unsent(): readonly Unsent[] {
    return this.refusals;
  }

  add(data: ChatRequest): Promise<Acknowledged> {
    return new Promise((resolve, reject) => this.push({ clientMsgId: this.freshMsgId(), data, resolve, reject }));
  }

  /** Says a refused one again. */
  again(clientMsgId: string): void {
    const one = this.refusals.find((other) => other.clientMsgId === clientMsgId);
    if (one === undefined) return;
    this.refusals = this.refusals.filter((other) => other !== one);
    this.push({ ...bare(one), ...unheard });
  }

  /** Drops a refused one. */
  discard(clientMsgId: string): void {
    this.refusals = this.refusals.filter((one) => one.clientMsgId !== clientMsgId);
    this.kept?.delete(clientMsgId);
    this.changed();
  }

  /** Connected as this user: what an earlier page left goes out first. */
  ready(userId: number): void {
    if (this.kept === undefined || this.kept.isOpenFor(userId)) this.begin();
    else void this.takeUp(this.kept, userId, this.life);
  }

  lost(): void {
    this.life++;
    this.stopRetry();
    [this.isReady, this.isUnderWay] = [false, false];
  }

  /** It is over: nobody will answer. What is kept is taken up by the next connection. */
  end(why: Error): void {
    this.lost();
    const left = this.queue;
    this.queue = [];
    if (this.kept !== undefined) this.refusals = [];
    this.kept?.close();
    for (const one of left) one.reject(why);
    this.changed();
  }

  acknowledged(clientMsgId: string | undefined, ack: Acknowledged): void {
    const one = this.settle(clientMsgId);
    if (one !== undefined) this.kept?.delete(one.clientMsgId);
    one?.resolve(ack);
  }

  /** The server's no to one of these; false if it is to none. */
  refused(clientMsgId: string | undefined, error: RoomError): boolean {
    if (!this.queue.some((one) => one.clientMsgId === clientMsgId)) return false;
    if (!passing.has(error.code)) {
      const one = this.settle(clientMsgId);
      if (one !== undefined) this.keepRefusal(one, error);
      one?.reject(new Refusal(0, error.code, error.message, error.retry_after_ms, { ...error }));
      return true;
    }

    this.isUnderWay = false;
    this.stopRetry();
    const pause = error.retry_after_ms ?? this.backOff.next();
    this.isReady = false;
    this.stopRetry = this.around.after(pause, () => this.begin());
    return true;
  }

  private begin(): void {
    this.isReady = true;
    this.go();
  }

  private async takeUp(kept: Kept, userId: number, life: number): Promise<void> {
    const found = await kept.open(userId);
    const known = new Set([...this.queue, ...this.refusals].map((one) => one.clientMsgId));
    const left = found.filter((one) => !known.has(one.clientMsgId));
    this.refusals = [...left.filter((one) => "code" in one), ...this.refusals];
    // What was said here before the user was known is not kept yet.
    await Promise.all(this.queue.map((one) => kept.set(bare(one))));
    this.queue = [...left.filter((one) => !("code" in one)).map((one) => ({ ...one, ...unheard })), ...this.queue];
    this.changed();
    if (life === this.life) this.begin();
  }

  private push(one: Waiting): void {
    this.queue = [...this.queue, one];
    this.changed();
    // Kept before it is sent; a storage that cannot keep it is no reason not to send it.
    if (this.kept === undefined) this.go();
    else void this.kept.set(bare(one)).then(() => this.go());
  }

  private keepRefusal({ clientMsgId, data }: Sending, { code, message }: RoomError): void {
    // An edit or a deletion that is refused leaves things as they are; only what was said would be lost.
    if ("action" in data) {
      this.kept?.delete(clientMsgId);
      return;
    }

    const one = { clientMsgId, data, code, sentence: message };
    this.refusals = [...this.refusals, one];
    void this.kept?.set(one);
    this.changed();
  }

  private settle(clientMsgId: string | undefined): Waiting | undefined {
    const place = this.queue.findIndex((one) => one.clientMsgId === clientMsgId);
    if (place < 0) return undefined;
    const one = this.queue[place];
    this.queue = this.queue.toSpliced(place, 1);
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

  /** Ids in order are messages in order, so that what is kept is found in the order in which it was written. */
  private freshMsgId(): string {
    this.lastAt = Math.max(this.lastAt + 1, Date.now());
    return `${String(this.lastAt).padStart(15, "0")}-${freshId().slice(0, 16)}`;
  }
}

const bare = ({ clientMsgId, data }: Sending): Sending => ({ clientMsgId, data });
