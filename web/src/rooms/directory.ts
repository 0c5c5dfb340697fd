import { isPassing, Watched, type Watchable } from "@rollcall/client";
import type { CountedRoom, Rooms } from "@rollcall/client/rooms";
import { sentenceOf } from "./sentences";

interface DirectoryView {
  /** By name; null until the first answer. */
  readonly rooms: readonly CountedRoom[] | null;
  /** The ids of those in which the user has a role. */
  readonly mine: ReadonlySet<string>;
  /** Why the list is not fresh; null while it is. */
  readonly trouble: string | null;
}

const everyMs = 5_000;
const pageSize = 100;
const mostPages = 20;

/** The rooms that can be seen, asked again every few seconds while somebody looks: the server tells of rooms only inside them. */
export class Directory implements Watchable<DirectoryView> {
  private readonly watched = new Watched<DirectoryView>(() => this.view);
  private view: DirectoryView = { rooms: null, mine: new Set(), trouble: null };
  private asked = 0;
  /** The room one is in tells by itself how many are there. */
  private inside: { readonly id: string; readonly count: number } | null = null;

  constructor(private readonly door: Rooms) {}

  readonly subscribe = (changed: () => void): (() => void) => this.watched.subscribe(changed);

  readonly getSnapshot = (): DirectoryView => this.watched.getSnapshot();

  /** Keeps the list fresh until it is told to stop. */
  watch(): () => void {
    const look = () => void (document.visibilityState === "visible" && this.refresh());
    look();
    const timer = setInterval(look, everyMs);
    document.addEventListener("visibilitychange", look);
    return () => {
      this.asked++;
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }

  /** How many are in the room in which one is; null once one has left. */
  count(id: string, count: number | null): void {
    this.inside = count === null ? null : { id, count };
    this.view = { ...this.view, rooms: this.view.rooms === null ? null : this.counted(this.view.rooms) };
    this.watched.tell();
  }

  async refresh(): Promise<void> {
    const round = ++this.asked;
    try {
      const [all, mine] = await Promise.all([this.all(), this.all({ mine: 1 })]);
      // A later question has a later answer.
      if (round !== this.asked) return;
      const rooms = [...all].sort((one, other) => one.name.localeCompare(other.name) || one.id.localeCompare(other.id));
      this.view = { rooms: this.counted(rooms), mine: new Set(mine.map((one) => one.id)), trouble: null };
    } catch (no) {
      if (round !== this.asked) return;
      this.view = { ...this.view, trouble: isPassing(no) ? "The server cannot be reached. The list is as it was." : sentenceOf(no) };
    }

    this.watched.tell();
  }

  private counted(rooms: readonly CountedRoom[]): readonly CountedRoom[] {
    const { inside } = this;
    return inside === null ? rooms : rooms.map((one) => (one.id === inside.id ? { ...one, user_count: inside.count } : one));
  }

  private async all(which: { readonly mine?: 1 } = {}): Promise<readonly CountedRoom[]> {
    const found: CountedRoom[] = [];
    for (let after: string | null = null, pages = 0; pages < mostPages; pages++) {
      const page: Awaited<ReturnType<Rooms["list"]>> = await this.door.list({ ...which, limit: pageSize, ...(after === null ? {} : { after }) });
      found.push(...page.rooms);
      after = page.next;
      if (after === null) break;
    }

    return found;
  }
}
