import { inMemory, type Storage } from "../keep/storage.js";
import { Watched, soundly, type Watchable } from "../line/watched.js";
import type { CallerStanding, Entry } from "./messages.js";
import type { Queue } from "./queue.js";
import { QueueRefusal } from "./requests.js";

/** How a caller stands. `ticket` is a secret: it opens this one entry. */
export interface CallerView {
  readonly ticket: string | null;
  readonly standing: CallerStanding | null;
}

export interface CallerOptions {
  /** Where the ticket is kept, so that a reload of the page keeps the place; memory only if left out. */
  readonly storage?: Storage;
  /** Names the entry in the storage; the queue's name if left out. */
  readonly name?: string;
  /** It is this caller's turn: the next one to be worked. */
  readonly youAreNext?: (standing: CallerStanding) => void;
}

/** Somebody who calls: registers, keeps the ticket, watches the place, leaves. */
export class Caller implements Watchable<CallerView> {
  private readonly storage: Storage;
  private readonly name: string;
  private readonly watched = new Watched<CallerView>(() => ({ ticket: this.ticket, standing: this.standing }));
  private readonly stop: (() => void)[];
  private ticket: string | null = null;
  private standing: CallerStanding | null = null;

  constructor(
    private readonly queue: Queue,
    private readonly options: CallerOptions = {},
  ) {
    this.storage = options.storage ?? inMemory();
    this.name = `ticket/${options.name ?? "main"}`;
    this.stop = [
      queue.onReady(() => void this.watch()),
      queue.onSignal((signal) => {
        if (signal.event === "you_are_next" && this.isMine(signal.data)) {
          const standing = signal.data;
          this.stands(standing);
          soundly(() => this.options.youAreNext?.(standing));
        } else if (signal.event === "caller_update" && this.isMine(signal.data)) {
          this.stands(signal.data);
        }
      }),
    ];
  }

  readonly subscribe = (changed: () => void): (() => void) => this.watched.subscribe(changed);

  readonly getSnapshot = (): CallerView => this.watched.getSnapshot();

  /** Goes on with the ticket that was kept, if there is one. */
  async resume(): Promise<boolean> {
    const kept = (await this.storage.list(this.name))[0]?.[1];
    if (typeof kept !== "string") return false;
    this.ticket = kept;
    await this.watch();
    return this.ticket !== null;
  }

  /** Registers a callsign and watches its place from then on. Rejects with a {@link QueueRefusal}. */
  async register(callsign: string): Promise<Entry> {
    const { entry, ticket } = await this.queue.ask("queue.register", { callsign });
    this.ticket = ticket;
    await this.storage.set(this.name, ticket);
    await this.watch();
    return entry;
  }

  /** Gives the place up. */
  async leave(): Promise<void> {
    if (this.ticket === null) return;
    await this.queue.ask("caller.leave", { ticket: this.ticket });
    await this.forget();
  }

  /** Forgets the ticket here; the place stays. */
  async forget(): Promise<void> {
    [this.ticket, this.standing] = [null, null];
    this.watched.tell();
    await this.storage.delete(this.name);
  }

  /** Stops listening. */
  dispose(): void {
    for (const stop of this.stop) stop();
  }

  private async watch(): Promise<void> {
    const ticket = this.ticket;
    if (ticket === null || this.queue.getSnapshot().line.state !== "connected") return;
    try {
      const standing = await this.queue.ask("caller.watch", { ticket });
      if (ticket === this.ticket) this.stands(standing);
    } catch (trouble) {
      // A ticket that is too old to be known is of no more use. Anything else passes: the next connection watches again.
      if (trouble instanceof QueueRefusal && trouble.code === "bad_ticket" && ticket === this.ticket) await this.forget();
    }
  }

  /** A connection may watch several tickets; updates name the callsign. */
  private isMine(standing: CallerStanding): boolean {
    return this.standing?.callsign === standing.callsign;
  }

  private stands(standing: CallerStanding): void {
    this.standing = standing;
    this.watched.tell();
  }
}
