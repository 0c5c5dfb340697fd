import type { Surroundings } from "../line/surroundings.js";
import type { Pending } from "./keeping.js";
import { batchesOf, says, type Memory } from "./memory.js";
import type { FromServer, Item } from "./messages.js";

const mostInBatch = 500;
const mostUnanswered = 2_000;

type PayloadOf<Type extends FromServer["type"]> = Extract<FromServer, { type: Type }>["payload"];

/** What a stream needs of its desk. */
export interface StreamTerms {
  readonly memory: () => Memory;
  readonly watch: readonly string[];
  /** Says it on this connection, once everything that came before is kept. */
  readonly say: (message: unknown) => void;
  /** Resolves once everything up to now is kept. */
  readonly kept: () => Promise<void>;
  readonly around: Surroundings;
  readonly overruled?: (by: Item, numbers: readonly number[]) => void;
}

/** The two streams of one connection: what the server has numbered comes in, by pages and then live; what was done here goes out, but only
 * after the first page, because that attaches the connection and tells the epoch (specification of meets, 7.2 and 7.4). */
export class Stream {
  private pulls = 0;
  private mayUpdate = false;
  private follows = false;
  private unsaid: number[] = [];
  private stopRetry: (() => void) | undefined;

  constructor(private readonly terms: StreamTerms) {}

  /** Whether it has been told everything there was, and is told everything there is. */
  get isFollowing(): boolean {
    return this.follows;
  }

  /** The connection is gone. */
  lost(): void {
    this.pause();
    this.pulls = 0;
    this.stopRetry?.();
    this.stopRetry = undefined;
  }

  /** Nothing goes out, and nothing that comes in says where this desk stands, until the next page. */
  pause(): void {
    [this.mayUpdate, this.follows] = [false, false];
  }

  /** This connection has just come in. */
  begin(): void {
    this.pulls = 0;
    this.pull();
  }

  pull(): void {
    this.pause();
    this.sayPull();
  }

  takePage(page: PayloadOf<"ServerPull">): void {
    const memory = this.terms.memory();
    this.pulls = Math.max(0, this.pulls - 1);
    if (page.resync || page.epoch !== memory.seat?.epoch) memory.startOver(page.epoch);
    this.takeItems(page.updatesRelayed);
    memory.moveTo(page.lastServerSeq);
    this.follows = !page.more;
    if (!this.mayUpdate) {
      this.mayUpdate = true;
      for (const batch of memory.batches(mostInBatch)) this.sayUpdates(batch);
    }

    if (page.more && this.pulls === 0) this.sayPull();
  }

  takeRelay(relay: PayloadOf<"UpdateRelay">): void {
    this.takeItems(relay.updatesRelayed);
    this.told(relay.lastServerSeq);
  }

  /** Only somebody who has pulled all there was has been told everything up to a number; before that there is a gap behind it. */
  told(lastServerSeq: number | null): void {
    if (this.follows && this.pulls === 0 && lastServerSeq !== null) this.terms.memory().moveTo(lastServerSeq);
  }

  /** Something was done here. What is done before it is kept goes out together: a program may do hundreds of things at once, and the server counts messages. */
  edited(updates: readonly Pending[]): void {
    if (!this.mayUpdate) return;
    const isFirst = this.unsaid.length === 0;
    this.unsaid.push(...updates.map(({ localSeqNum }) => localSeqNum));
    if (isFirst) void this.terms.kept().then(() => this.sayUnsaid());
  }

  /** The server has no time for a pull or for updates just now: after a while everything is said again, and nothing newer overtakes it. */
  putOff(request: string, retryAfterMs: number | null): void {
    if (request === "ClientPull") this.pulls--;
    if (retryAfterMs === null) return;
    this.pause();
    this.stopRetry ??= this.terms.around.after(retryAfterMs, () => {
      this.stopRetry = undefined;
      if (!this.mayUpdate && this.pulls === 0) this.pull();
    });
  }

  /** Gives a server what it lost, in pages. */
  giveBack({ epoch, lastServerSeq: above, limit }: PayloadOf<"StateRecoveryRequest">): void {
    const memory = this.terms.memory();
    const held = memory.heldAbove(epoch, above);
    const seat = memory.seat!;
    for (let first = 0; first === 0 || first < held.length; first += limit) {
      this.terms.say({
        type: "StateRecoveryResponse",
        payload: {
          sessionToken: seat.token,
          epoch,
          lastServerSeq: epoch === seat.epoch ? seat.cursor : above,
          updates: held.slice(first, first + limit).map(({ overruled: _, ...item }) => item),
          done: first + limit >= held.length,
        },
      });
    }
  }

  private sayUnsaid(): void {
    const { pending } = this.terms.memory();
    // Some may have been replaced meanwhile, or said on a new connection.
    const updates = this.unsaid.splice(0).flatMap((number) => pending.get(number) ?? []).filter((update) => !update.sent);
    if (!this.mayUpdate || pending.size > mostUnanswered) return;
    for (const batch of batchesOf(updates, mostInBatch)) this.sayUpdates(batch);
  }

  private sayPull(): void {
    const seat = this.terms.memory().seat;
    if (seat === undefined) return;
    this.pulls++;
    this.terms.say({ type: "ClientPull", payload: { sessionToken: seat.token, epoch: seat.epoch, lastServerSeq: seat.cursor, watch: this.terms.watch } });
  }

  private takeItems(items: readonly Item[]): void {
    const memory = this.terms.memory();
    for (const item of items) {
      memory.take(item);
      if (item.overruled !== undefined && item.authorId !== memory.seat?.authorId) this.terms.overruled?.(item, item.overruled);
    }
  }

  private sayUpdates(updates: readonly Pending[]): void {
    const memory = this.terms.memory();
    memory.sent(updates);
    this.terms.say({
      type: "UpdateInit",
      payload: {
        sessionToken: memory.seat!.token,
        epoch: updates[0]!.epoch,
        updates: updates.map((one) => ({ ...says(one), updateKey: one.updateKey, localSeqNum: one.localSeqNum, afterServerSeqNum: one.afterServerSeqNum })),
      },
    });
  }
}
