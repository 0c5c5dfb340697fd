import type { Storage } from "../keep/storage.js";
import { BackOff } from "../line/backOff.js";
import { Refusal, isPassing, type Http } from "../line/http.js";
import { freshId } from "../line/ids.js";
import type { Surroundings } from "../line/surroundings.js";
import type { Json, SyncEvent } from "./messages.js";

/** An event on its way to the server. Its id says when it was made, so that ids in order are events in order. */
export interface Outgoing {
  readonly client_event_id: string;
  readonly type: string;
  readonly payload: { readonly [name: string]: Json };
}

interface Settle {
  readonly resolve: (event: SyncEvent) => void;
  readonly reject: (why: unknown) => void;
}

/** The events that are not answered, sent one at a time and in order; each is kept until it is answered, also over a reload. */
export class Appends {
  private queue: Outgoing[] = [];
  private readonly settles = new Map<string, Settle>();
  private readonly backOff: BackOff;
  private prefix: string | undefined;
  private life = 0;
  private lastAt = 0;
  private isSending = false;
  private stopRetry: () => void = () => undefined;

  constructor(
    private readonly http: Http,
    private readonly storage: Storage,
    private readonly around: Surroundings,
    private readonly connectionId: () => string,
    private readonly appended: (epoch: string, event: SyncEvent) => void,
    private readonly changed: () => void,
  ) {
    this.backOff = new BackOff(() => around.chance());
  }

  /** What is not answered, the oldest first. */
  get waiting(): readonly Outgoing[] {
    return this.queue;
  }

  /** Goes on with what was kept of this user. */
  async open(userId: number): Promise<void> {
    const prefix = `append/${userId}/`;
    if (this.prefix === prefix) return;
    this.close();
    this.prefix = prefix;
    const life = this.life;
    // A storage that may not be used has kept nothing.
    const kept = (await this.storage.list(prefix).catch(() => [])).map(([, value]) => value as Outgoing);
    if (life !== this.life) return;
    const known = new Set(kept.map((one) => one.client_event_id));
    this.queue = [...kept, ...this.queue.filter((one) => !known.has(one.client_event_id))];
    this.changed();
    this.go();
  }

  close(): void {
    this.life++;
    this.stopRetry();
    const left = [...this.settles.values()];
    [this.prefix, this.queue, this.isSending] = [undefined, [], false];
    this.settles.clear();
    for (const one of left) one.reject(new Error("signed out before it was answered"));
    this.changed();
  }

  /** Drops everything, kept ones too. */
  async forget(): Promise<void> {
    const prefix = this.prefix;
    this.close();
    if (prefix === undefined) return;
    for (const [name] of await this.storage.list(prefix)) await this.storage.delete(name);
  }

  /** Resolves with the event once the server has it on disk. Rejects only where the server says no. */
  append(type: string, payload: { readonly [name: string]: Json }): Promise<SyncEvent> {
    if (this.prefix === undefined) return Promise.reject(new Error("nobody is signed in"));
    const one: Outgoing = { client_event_id: this.freshEventId(), type, payload };
    this.queue = [...this.queue, one];
    this.changed();
    const name = this.prefix + one.client_event_id;
    const life = this.life;
    return new Promise((resolve, reject) => {
      this.settles.set(one.client_event_id, { resolve, reject });
      // Kept before it is sent; a storage that cannot keep it is no reason not to send it.
      const go = () => life === this.life && this.go();
      this.storage.set(name, one).then(go, go);
    });
  }

  /** The network is there: whatever waits for its time is tried now. */
  go(): void {
    this.stopRetry();
    if (!this.isSending && this.queue.length > 0) void this.sendAll(this.life);
  }

  private async sendAll(life: number): Promise<void> {
    this.isSending = true;
    for (let one = this.queue[0]; one !== undefined; one = this.queue[0]) {
      try {
        const { event, epoch } = await this.http.ask<{ event: SyncEvent; epoch: string }>("POST", "/v1/sync/events", { ...one, connection_id: this.connectionId() });
        if (life !== this.life) return;
        this.backOff.reset();
        this.appended(epoch, event);
        this.done(one)?.resolve(event);
      } catch (trouble) {
        if (life !== this.life) return;
        if (isPassing(trouble)) {
          this.isSending = false;
          const wait = trouble instanceof Refusal ? trouble.retryAfterMs : undefined;
          this.stopRetry = this.around.after(wait ?? this.backOff.next(), () => this.go());
          return;
        }

        this.done(one)?.reject(trouble);
      }
    }

    this.isSending = false;
  }

  private done(one: Outgoing): Settle | undefined {
    this.queue = this.queue.filter((other) => other !== one);
    const settle = this.settles.get(one.client_event_id);
    this.settles.delete(one.client_event_id);
    // If it cannot be deleted it is sent once more after a reload, and done once all the same.
    if (this.prefix !== undefined) this.storage.delete(this.prefix + one.client_event_id).catch(() => undefined);
    this.changed();
    return settle;
  }

  private freshEventId(): string {
    this.lastAt = Math.max(this.lastAt + 1, Date.now());
    return `${String(this.lastAt).padStart(15, "0")}-${freshId().slice(0, 16)}`;
  }
}
