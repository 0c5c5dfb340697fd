import { Watched, type Watchable } from "@rollcall/client";
import type { Json, Refused } from "@rollcall/client/meets";

/** An edit of this desk that the server did not take. */
export interface Refusal {
  readonly id: number;
  readonly at: number;
  readonly updateKey: string;
  /** What was to be there; undefined where it was a deletion. */
  readonly value: Json | undefined;
  readonly code: string;
  readonly reason: string;
}

/** Edits of a desk that did not get in, kept over reloads until the user has dealt with them. Conflicts are not among them: the server keeps those. */
export class Refusals implements Watchable<readonly Refusal[]> {
  private readonly watched = new Watched(() => this.list);
  private list: readonly Refusal[];

  constructor(private readonly name: string) {
    this.list = JSON.parse(localStorage.getItem(this.place) ?? "[]") as readonly Refusal[];
  }

  readonly subscribe = this.watched.subscribe;
  readonly getSnapshot = this.watched.getSnapshot;

  add({ update, code, reason }: Refused): void {
    this.put([...this.list.slice(-199), { id: update.localSeqNum, at: Date.now(), updateKey: update.updateKey, value: "delete" in update ? undefined : update.updateValue, code, reason }]);
  }

  dismiss(refusal: Refusal): void {
    this.put(this.list.filter((one) => one !== refusal));
  }

  forget(): void {
    this.put([]);
    localStorage.removeItem(this.place);
  }

  private get place(): string {
    return `rollcall.refusals.${this.name}`;
  }

  private put(list: readonly Refusal[]): void {
    this.list = list;
    localStorage.setItem(this.place, JSON.stringify(list));
    this.watched.tell();
  }
}
