import type { Item, Role, Said } from "./messages.js";

/** Who a desk is and where it stands; kept over reloads. */
export interface Seat {
  readonly meetId: string;
  readonly token: string;
  readonly viewToken: string;
  readonly authorId: string;
  readonly locationName: string;
  readonly priority: number;
  readonly role: Role;
  /** The life of the log that `cursor` is of. */
  readonly epoch: string;
  /** Up to here it has been told everything. */
  readonly cursor: number;
  readonly nextEntryId: number;
  readonly lastEntryId: number;
  readonly nextLocal: number;
}

/** An update of one's own that is not answered for good. */
export type Pending = Said & {
  readonly updateKey: string;
  readonly localSeqNum: number;
  readonly epoch: string;
  readonly afterServerSeqNum: number;
  /** Whether it was ever sent; one that was not may be replaced. */
  readonly sent: boolean;
  /** The number it was given while the connection was paused; null while nobody has said. */
  readonly acked: number | null;
};

/** All that is kept of one desk. */
export interface Kept {
  readonly seat: Seat;
  readonly pending: readonly Pending[];
  readonly canonical: readonly Item[];
}

/** What has changed since the last time. */
export interface Change {
  seat?: Seat;
  readonly pending: Map<number, Pending | null>;
  /** Whether all that was canonical is dropped before `canonical` is put. */
  dropsCanonical: boolean;
  readonly canonical: Map<string, Item | null>;
}

/** Where a desk keeps what it must not lose. One desk owns it at a time. */
export interface Keeping {
  load(): Promise<Kept | undefined>;
  /** Durable, all of it or nothing, when the promise resolves. */
  save(change: Change): Promise<void>;
  /** Forgets everything. */
  clear(): Promise<void>;
}

/** Keeps nothing beyond the page. */
export class InMemory implements Keeping {
  private seat: Seat | undefined;
  private readonly pending = new Map<number, Pending>();
  private readonly canonical = new Map<string, Item>();

  load(): Promise<Kept | undefined> {
    const seat = this.seat;
    return Promise.resolve(seat && { seat, pending: [...this.pending.values()], canonical: [...this.canonical.values()] });
  }

  save(change: Change): Promise<void> {
    this.seat = change.seat ?? this.seat;
    if (change.dropsCanonical) this.canonical.clear();
    put(this.pending, change.pending);
    put(this.canonical, change.canonical);
    return Promise.resolve();
  }

  clear(): Promise<void> {
    this.seat = undefined;
    this.pending.clear();
    this.canonical.clear();
    return Promise.resolve();
  }
}

const put = <Key, Value>(into: Map<Key, Value>, changes: ReadonlyMap<Key, Value | null>): void => {
  for (const [key, value] of changes) {
    if (value === null) into.delete(key);
    else into.set(key, value);
  }
};
