import type { Storage } from "../keep/storage.js";
import { BackOff } from "../line/backOff.js";
import { Refusal, type Http } from "../line/http.js";
import type { Surroundings } from "../line/surroundings.js";
import { Watched, soundly, type Watchable } from "../line/watched.js";
import { documentsOf, foldAll, listOf, noDocuments, type Documents, type ListedDocument } from "./documents.js";
import type { SyncEvent } from "./messages.js";

/** A place in the user's log. */
export interface Cursor {
  readonly epoch: string;
  readonly seq: number;
}

export interface SyncView {
  readonly documents: Documents;
  /** Up to where everything is in; null before the first time. */
  readonly cursor: Cursor | null;
  /** Whether nothing is known to be missing. */
  readonly inStep: boolean;
  /** Why the storage could not keep it; null while it can. */
  readonly notKept: string | null;
}

interface Page {
  readonly events: readonly SyncEvent[];
  readonly current_seq: number;
  readonly epoch: string;
  readonly more: boolean;
}

interface State extends Cursor {
  readonly documents: readonly ListedDocument[];
}

/** The user's documents, kept in step: pushes are applied in order, what is missing is fetched, and what can no longer be had in steps is fetched whole. */
export class Sync implements Watchable<SyncView> {
  private readonly watched = new Watched<SyncView>(() => ({ documents: this.documents, cursor: this.cursor, inStep: this.cursor !== null && !this.isFetching && this.held.length === 0, notKept: this.notKept }));
  private readonly listeners = new Set<(event: SyncEvent) => void>();
  private readonly backOff: BackOff;
  private name: string | undefined;
  private life = 0;
  private documents: Documents = noDocuments;
  private cursor: Cursor | null = null;
  private held: { readonly epoch: string; readonly event: SyncEvent }[] = [];
  /** Where the server said its log stands. */
  private head: Cursor | null = null;
  private isFetching = false;
  private notKept: string | null = null;
  /** Set while a fetch has failed and waits for its next time. */
  private stopRetry: (() => void) | undefined;

  constructor(
    private readonly http: Http,
    private readonly storage: Storage,
    private readonly around: Surroundings,
  ) {
    this.backOff = new BackOff(() => around.chance());
  }

  readonly subscribe = (changed: () => void): (() => void) => this.watched.subscribe(changed);

  readonly getSnapshot = (): SyncView => this.watched.getSnapshot();

  /** Hears every event once and in order, one's own included; those that were taken in as part of the whole state are not heard. */
  onEvent(heard: (event: SyncEvent) => void): () => void {
    this.listeners.add(heard);
    return () => this.listeners.delete(heard);
  }

  /** Goes on from what was kept of this user. */
  async open(userId: number): Promise<void> {
    const name = `documents/${userId}`;
    if (this.name === name) return;
    this.close();
    this.name = name;
    const life = this.life;
    const kept = (await this.storage.list(name).catch((trouble: unknown) => this.cannotKeep(trouble))).find(([found]) => found === name)?.[1] as State | undefined;
    if (kept !== undefined && life === this.life && this.cursor === null) this.restart(kept);
    this.watched.tell();
  }

  /** Somebody else may sign in now; what was kept stays. */
  close(): void {
    this.life++;
    this.dropRetry();
    [this.name, this.documents, this.cursor, this.held, this.head, this.isFetching] = [undefined, noDocuments, null, [], null, false];
    this.watched.tell();
  }

  /** The same, and nothing stays. */
  async forget(): Promise<void> {
    const name = this.name;
    this.close();
    if (name !== undefined) await this.storage.delete(name);
  }

  /** A connection has begun, at this place of the log. */
  connected(head: Cursor): void {
    this.head = head;
    this.backOff.reset();
    if (this.stopRetry !== undefined || (!this.isFetching && !this.isAt(head))) this.fetch();
  }

  /** Another device appended an event. Pushes are of the log that this connection began with. */
  pushed(event: SyncEvent): void {
    if (this.head !== null) this.take(this.head.epoch, event);
  }

  /** The server told of an event, or answered with one's own. */
  take(epoch: string, event: SyncEvent): void {
    if (this.isFetching || this.cursor === null) {
      this.held.push({ epoch, event });
      if (!this.isFetching) this.fetch();
    } else if (epoch === this.cursor.epoch && event.seq === this.cursor.seq + 1) {
      this.apply([event]);
      this.keep();
    } else if (epoch !== this.cursor.epoch || event.seq > this.cursor.seq) {
      this.held.push({ epoch, event });
      this.fetch();
    }

    this.watched.tell();
  }

  private isAt(place: Cursor): boolean {
    return this.cursor !== null && this.cursor.epoch === place.epoch && this.cursor.seq === place.seq;
  }

  private fetch(): void {
    if (this.name === undefined) return;
    this.isFetching = true;
    this.dropRetry();
    void this.catchUp(this.life);
    this.watched.tell();
  }

  private async catchUp(life: number): Promise<void> {
    try {
      for (;;) {
        const before = this.cursor;
        if (before === null) await this.takeWhole(life);
        else await this.takePages(life, before);
        if (life !== this.life || this.applyHeld()) break;
        if (before !== null && this.isAt(before)) throw new Error("the server has less than it said");
      }
    } catch {
      // Whatever it was, what is missing is still missing.
      if (life === this.life) this.stopRetry = this.around.after(this.backOff.next(), () => this.fetch());
      return;
    }

    if (life !== this.life) return;
    this.isFetching = false;
    this.backOff.reset();
    this.keep();
    this.watched.tell();
  }

  private dropRetry(): void {
    this.stopRetry?.();
    this.stopRetry = undefined;
  }

  private async takeWhole(life: number): Promise<void> {
    const state = await this.http.ask<State>("GET", "/v1/sync/state");
    if (life === this.life) this.restart(state);
  }

  private async takePages(life: number, from: Cursor): Promise<void> {
    let since = from.seq;
    for (;;) {
      const page = await this.http.ask<Page>("GET", `/v1/sync/events?since=${since}&epoch=${encodeURIComponent(from.epoch)}`).catch((trouble: unknown) => {
        if (trouble instanceof Refusal && trouble.status === 410) return undefined;
        throw trouble;
      });
      if (life !== this.life) return;
      // Also where the log begins behind the cursor or is another one, although the server had an answer (it always has one for since=0).
      if (page === undefined || page.epoch !== from.epoch || (page.events[0]?.seq ?? since + 1) !== since + 1) {
        await this.takeWhole(life);
        return;
      }

      this.apply(page.events);
      this.watched.tell();
      since = page.current_seq;
      if (!page.more) return;
    }
  }

  /** Whether everything that was held fits now. */
  private applyHeld(): boolean {
    const held = [...this.held].sort((one, other) => one.event.seq - other.event.seq);
    this.held = [];
    for (const { epoch, event } of held) {
      // What was pushed before the log began a new life is of the old one.
      if (epoch !== this.cursor?.epoch && epoch !== this.head?.epoch) continue;
      if (epoch === this.cursor?.epoch && event.seq === this.cursor.seq + 1) this.apply([event]);
      else if (epoch !== this.cursor?.epoch || event.seq > this.cursor.seq) this.held.push({ epoch, event });
    }

    const behind = this.head !== null && (this.head.epoch !== this.cursor?.epoch || this.head.seq > this.cursor.seq);
    return this.held.length === 0 && !behind;
  }

  private apply(events: readonly SyncEvent[]): void {
    const last = events.at(-1);
    if (last === undefined || this.cursor === null) return;
    this.documents = foldAll(this.documents, events);
    this.cursor = { epoch: this.cursor.epoch, seq: last.seq };
    for (const event of events) for (const listener of [...this.listeners]) soundly(() => listener(event));
  }

  private restart({ epoch, seq, documents }: State): void {
    [this.cursor, this.documents] = [{ epoch, seq }, documentsOf(documents)];
  }

  /** Cursor and documents are kept together: one without the other would be a lie. */
  private keep(): void {
    if (this.name === undefined || this.cursor === null) return;
    const kept: State = { ...this.cursor, documents: listOf(this.documents) };
    this.storage.set(this.name, kept).then(
      () => this.keeps(null),
      (trouble: unknown) => this.keeps(String(trouble)),
    );
  }

  private keeps(trouble: string | null): void {
    if (this.notKept === trouble) return;
    this.notKept = trouble;
    this.watched.tell();
  }

  private cannotKeep(trouble: unknown): [] {
    this.keeps(String(trouble));
    return [];
  }
}
