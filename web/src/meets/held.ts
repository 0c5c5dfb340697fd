import { Watched, type Watchable } from "@rollcall/client";
import { Desk, InIndexedDb, type Item, type Refused } from "@rollcall/client/meets";
import { OneTab } from "./oneTab";
import { Refusals } from "./refusals";
import { forgetSeat, freshKey, keepSeat, updateSeat, type Seat } from "./seats";
import { digitsOf } from "./meetId";

/** What the page must tell the user of his edits. */
export type Told = { readonly kind: "lost"; readonly refused: Refused } | { readonly kind: "overruled"; readonly by: Item };

/** How a held desk stands beside its line. */
type Holding = "opening" | "here" | "elsewhere" | { readonly trouble: string };

/** A desk of this browser, held open for as long as the page lives, so that edits go out whichever page is looked at. */
export class Held implements Watchable<Holding> {
  readonly desk: Desk;
  readonly refusals: Refusals;
  /** Resolves once what was kept is there, or is known not to be. */
  ready: Promise<void> = Promise.resolve();
  private holding: Holding = "opening";
  private readonly tab: OneTab;
  private readonly watched = new Watched(() => this.holding);
  private readonly tellers = new Set<(told: Told) => void>();

  constructor(
    readonly key: string,
    readonly kind: Seat["kind"],
  ) {
    this.refusals = new Refusals(key);
    this.tab = new OneTab(key, async () => {
      await this.desk.disconnect();
      this.holds("elsewhere");
    });
    this.desk = new Desk({
      keeping: new InIndexedDb(key),
      watch: kind === "referee" ? ["updates", "platform:*"] : ["updates", "presence", "conflicts", "platform:*", "standings"],
      lost: (refused) => {
        if (refused.code !== "CONFLICT") this.refusals.add(refused);
        this.tell({ kind: "lost", refused });
      },
      overruled: (by) => this.tell({ kind: "overruled", by }),
    });
    this.desk.onObjects((names) => {
      if (names.has("meet.name")) updateSeat(this.key, { meetName: this.meetName });
    });
  }

  readonly subscribe = this.watched.subscribe;
  readonly getSnapshot = this.watched.getSnapshot;

  /** Hears of edits that were lost. */
  onTold(hear: (told: Told) => void): () => void {
    this.tellers.add(hear);
    return () => this.tellers.delete(hear);
  }

  /** Goes on with what was kept here, and takes the desk from any other tab. */
  open(): Promise<void> {
    return (this.ready = this.begin());
  }

  private async begin(): Promise<void> {
    this.holds("opening");
    try {
      await this.tab.take();
      if (await this.desk.resume()) this.holds("here");
      else this.holds({ trouble: "This browser no longer has what it kept of this desk." });
    } catch (trouble) {
      this.holds({ trouble: String(trouble) });
    }
  }

  /** The desk has just come in, for the first time or again. */
  seated(): void {
    const { desk } = this;
    const directors = desk.listedLocations.filter(({ director }) => director === true).map(({ locationName }) => locationName);
    const { meetId = "", locationName = "", role = "reader" } = desk;
    keepSeat({ key: this.key, meetId: digitsOf(meetId), meetName: this.meetName, locationName, role, kind: this.kind, directors, usedAt: Date.now() });
    void this.tab.take();
    this.holds("here");
    // Asked for quietly: a browser that says no still keeps things, as long as it has room.
    void navigator.storage?.persist?.();
  }

  /** Nobody came in: there is nothing to keep. */
  close(): void {
    this.tab.close();
    void this.desk.disconnect();
  }

  /** Leaves for good: the token, the edits and everything else is forgotten here. */
  async leave(): Promise<void> {
    held.delete(this.key);
    this.tab.close();
    await this.desk.leave();
    this.refusals.forget();
    forgetSeat(this.key);
  }

  private get meetName(): string {
    const name = this.desk.content.field("name");
    return typeof name === "string" ? name : "";
  }

  private holds(holding: Holding): void {
    this.holding = holding;
    this.watched.tell();
  }

  private tell(told: Told): void {
    for (const teller of this.tellers) teller(told);
  }
}

const held = new Map<string, Held>();

/** The desk of that seat; opened when it is asked for first. */
export const hold = (seat: Seat): Held => {
  let one = held.get(seat.key);
  if (one === undefined) {
    held.set(seat.key, (one = new Held(seat.key, seat.kind)));
    void one.open();
  }

  return one;
};

/** Comes in to a meet with a desk that did not exist before; it is held, and kept, once the server lets it in. */
export const enter = async (kind: Seat["kind"], come: (desk: Desk) => Promise<unknown>): Promise<Held> => {
  const one = new Held(freshKey(), kind);
  try {
    await come(one.desk);
  } catch (no) {
    one.close();
    throw no;
  }

  held.set(one.key, one);
  one.seated();
  return one;
};
