import { Canonical } from "./canonical.js";
import { meet } from "./keys.js";
import type { Change, Kept, Pending, Seat } from "./keeping.js";
import type { Item, Joined, Said, Standing } from "./messages.js";

const empty = (): Change => ({ pending: new Map(), dropsCanonical: false, canonical: new Map() });

/** An own update that was refused, for the user to see. */
export interface Refused {
  readonly update: Pending;
  readonly code: string;
  readonly reason: string;
  readonly standing: Standing | null;
}

/** What a desk holds: what the server has numbered, its own updates that are not answered yet, and how the two are merged.
 * Pure: it talks to nobody; what must be kept is collected in a change. */
export class Memory {
  readonly canonical = new Canonical();
  readonly pending = new Map<number, Pending>();
  /** Keys whose seen value may have changed since it was last taken. */
  private touched = new Set<string>();
  private change = empty();
  private current: Seat | undefined;

  constructor(kept?: Kept) {
    this.current = kept?.seat;
    for (const item of kept?.canonical ?? []) this.canonical.take(item);
    for (const update of [...(kept?.pending ?? [])].sort((a, b) => a.localSeqNum - b.localSeqNum)) this.pending.set(update.localSeqNum, update);
  }

  get seat(): Seat | undefined {
    return this.current;
  }

  /** What must be kept before anything more is said; empty where nothing changed. */
  takeChange(): Change | undefined {
    const { seat, pending, dropsCanonical, canonical } = this.change;
    if (seat === undefined && pending.size === 0 && !dropsCanonical && canonical.size === 0) return undefined;
    const taken = this.change;
    this.change = empty();
    return taken;
  }

  /** The keys that were touched since it was asked last. */
  takeTouched(): ReadonlySet<string> {
    const taken = this.touched;
    this.touched = new Set();
    return taken;
  }

  joined(joined: Joined): void {
    const before = this.current;
    this.seated({
      meetId: joined.meetId,
      token: joined.sessionToken,
      viewToken: joined.viewToken,
      authorId: joined.authorId ?? "",
      locationName: joined.locationName ?? "",
      priority: joined.priority ?? 0,
      role: joined.role,
      // Where it stands is what it was told itself; the head just now says nothing of that.
      epoch: before?.epoch ?? joined.epoch,
      cursor: before?.cursor ?? 0,
      nextEntryId: joined.entryIds?.from ?? before?.nextEntryId ?? 0,
      lastEntryId: joined.entryIds?.to ?? before?.lastEntryId ?? -1,
      nextLocal: before?.nextLocal ?? 1,
    });
  }

  /** A director had a new view token made. */
  viewTokenIs(viewToken: string): void {
    this.seated({ ...this.mine, viewToken });
  }

  /** An id that no other desk can make; null where the block is used up or this desk may not write. */
  freshEntryId(): number | null {
    const seat = this.mine;
    if (seat.nextEntryId > seat.lastEntryId) return null;
    this.seated({ ...seat, nextEntryId: seat.nextEntryId + 1 });
    return seat.nextEntryId;
  }

  /** An id of the own block was given by somebody else than {@link freshEntryId}. */
  usedEntryId(id: number): void {
    const seat = this.mine;
    if (id >= seat.nextEntryId && id <= seat.lastEntryId) this.seated({ ...seat, nextEntryId: id + 1 });
  }

  /** A local edit. One of an object that has an unanswered update takes over where that one stood: the user has not seen what came since. */
  edit(updateKey: string, said: Said): Pending {
    const seat = this.mine;
    const all = [...this.pending.values()];
    const unanswered = all.find((one) => one.acked === null && meet(one.updateKey, updateKey));
    const unsent = all.find((one) => !one.sent && one.updateKey === updateKey);
    // Only what nothing later was built upon may be replaced.
    if (unsent && !all.some((one) => one.localSeqNum > unsent.localSeqNum && meet(one.updateKey, updateKey))) this.drop(unsent.localSeqNum);
    const update: Pending = {
      ...said,
      updateKey,
      localSeqNum: seat.nextLocal,
      epoch: unanswered?.epoch ?? seat.epoch,
      afterServerSeqNum: unanswered?.afterServerSeqNum ?? seat.cursor,
      sent: false,
      acked: null,
    };
    this.seated({ ...seat, nextLocal: seat.nextLocal + 1 });
    this.hold(update);
    this.touched.add(updateKey);
    return update;
  }

  /** Everything that is not answered for good, in local order, in batches of one epoch each. */
  batches(most: number): Pending[][] {
    return batchesOf(this.pending.values(), most);
  }

  sent(updates: readonly Pending[]): void {
    for (const update of updates) {
      const now = this.pending.get(update.localSeqNum);
      if (now && !now.sent) this.hold({ ...now, sent: true });
    }
  }

  /** An own update has a number. While the stream is paused it is also kept for sending again, until the cursor has passed it. */
  acked(localSeqNum: number, serverSeqNum: number, live: boolean): void {
    const update = this.pending.get(localSeqNum);
    if (update === undefined) return;
    if (!live && serverSeqNum > this.mine.cursor) {
      this.hold({ ...update, acked: serverSeqNum });
      return;
    }

    this.drop(localSeqNum);
    this.touched.add(update.updateKey);
    // A number up to the cursor says that the value stood before.
    if (serverSeqNum > this.mine.cursor && !this.canonical.holds(serverSeqNum)) {
      const { priority, locationName, authorId } = this.mine;
      this.take({ ...says(update), updateKey: update.updateKey, serverSeqNum, priority, locationName, authorId });
    }
  }

  /** An own update lost, or could not be; it is never sent again by itself. */
  refused(localSeqNum: number, code: string, reason: string, standing: Standing | null): Refused | undefined {
    const update = this.pending.get(localSeqNum);
    if (update === undefined) return undefined;
    this.drop(localSeqNum);
    this.touched.add(update.updateKey);
    return { update, code, reason, standing };
  }

  /** Takes in an item as the server has numbered it. */
  take(item: Item): void {
    const taken = this.canonical.take(item);
    if (taken === undefined) return;
    for (const key of taken.removed) this.change.canonical.set(key, null);
    this.change.canonical.set(item.updateKey, item);
    this.touched.add(item.updateKey);
  }

  /** It has been told everything up to here. */
  moveTo(cursor: number): void {
    if (cursor === this.mine.cursor) return;
    this.seated({ ...this.mine, cursor });
    for (const update of [...this.pending.values()]) {
      if (update.acked === null || update.acked > cursor) continue;
      this.drop(update.localSeqNum);
      this.touched.add(update.updateKey);
    }
  }

  /** Another life of the log: what was numbered in the one before means nothing now, what was asked for is asked again. */
  startOver(epoch: string): void {
    for (const name of this.canonical.names) this.touched.add(name);
    this.canonical.clear();
    this.change.canonical.clear();
    this.change.dropsCanonical = true;
    this.seated({ ...this.mine, epoch, cursor: 0 });
    for (const update of [...this.pending.values()]) {
      if (update.acked !== null) this.hold({ ...update, acked: null });
    }
  }

  /** What a server that lost its state is told: the items of an epoch above a number and up to the cursor, ascending. */
  heldAbove(epoch: string, above: number): Item[] {
    if (epoch !== this.mine.epoch) return [];
    return [...this.canonical.items()]
      .filter((item) => item.serverSeqNum > above && item.serverSeqNum <= this.mine.cursor)
      .sort((a, b) => a.serverSeqNum - b.serverSeqNum);
  }

  private get mine(): Seat {
    if (this.current === undefined) throw new Error("nobody has joined yet");
    return this.current;
  }

  private seated(seat: Seat): void {
    this.current = seat;
    this.change.seat = seat;
  }

  private hold(update: Pending): void {
    this.pending.set(update.localSeqNum, update);
    this.change.pending.set(update.localSeqNum, update);
  }

  private drop(localSeqNum: number): void {
    this.pending.delete(localSeqNum);
    this.change.pending.set(localSeqNum, null);
  }
}

/** Updates in batches of one epoch each, the order kept. */
export const batchesOf = (updates: Iterable<Pending>, most: number): Pending[][] => {
  const batches: Pending[][] = [];
  for (const update of updates) {
    const last = batches.at(-1);
    if (last === undefined || last.length === most || last[0]!.epoch !== update.epoch) batches.push([update]);
    else last.push(update);
  }

  return batches;
};

/** What an update says, without the rest of it. */
export const says = (said: Said): Said => ("delete" in said ? { delete: true } : { updateValue: said.updateValue });
