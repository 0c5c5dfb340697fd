import { Watched } from "@rollcall/client";
import type { Conflict, Desk, Edit, Refused, Said } from "@rollcall/client/meets";
import { counted, subjectOf, valueOf } from "./words.js";

/** A value that lost, and what can be done about it. */
export interface InboxItem {
  readonly id: string;
  readonly subject: string;
  /** Each value that lost, with whose it is. */
  readonly lost: readonly string[];
  /** What stands instead. */
  readonly stands: string;
  /** Whether this desk may make the losing values stand. */
  readonly canApply: boolean;
}

/** Values that lost against those of other desks: the meet's open conflicts, and what was refused to this desk for another reason. */
export class Inbox {
  private readonly watched = new Watched(() => ({}));
  private readonly refused = new Map<string, Refused>();
  private readonly hidden = new Set<number>();

  constructor(private readonly desk: () => Desk | undefined) {}

  readonly subscribe = (changed: () => void): (() => void) => this.watched.subscribe(changed);

  /** An own update was refused. Conflicts about the meet and its lifters are in the server's list; others are in nobody's. */
  lost(refused: Refused): void {
    const { updateKey, localSeqNum } = refused.update;
    if (refused.code === "CONFLICT" && !/^(lifting|live)\./.test(updateKey)) return;
    this.refused.set(`refused-${localSeqNum}`, refused);
    this.watched.tell();
  }

  clear(): void {
    this.refused.clear();
    this.hidden.clear();
    this.watched.tell();
  }

  get items(): readonly InboxItem[] {
    const desk = this.desk();
    if (desk === undefined) return [];
    const nameOf = (id: number): string | undefined => (desk.entry(id)?.["name"] as string | undefined) || undefined;
    const conflicts = desk.conflicts.filter(({ conflictId }) => !this.hidden.has(conflictId));
    return [
      ...conflicts.map((one) => ({
        id: `conflict-${one.conflictId}`,
        subject: subjectOf(one.updateKey, (id) => nameOf(id) ?? nameIn(one)),
        lost: one.lost.map((lost) => `${lost.updateKey === one.updateKey ? "" : `${subjectOf(lost.updateKey, nameOf)}: `}${valueOf(lost, lost.updateKey)} (${lost.locationName})`),
        stands: one.standing === null ? "nothing stands" : `${valueOf(one.standing, one.updateKey)} (${one.standing.locationName})`,
        canApply: desk.role === "director" || this.ownOf(one).length > 0,
      })),
      ...[...this.refused].map(([id, { update, reason, code, standing }]) => ({
        id,
        subject: subjectOf(update.updateKey, nameOf),
        lost: [`${valueOf(update, update.updateKey)} (this desk)`],
        stands: standing === null ? reason : `${valueOf(standing, update.updateKey)} (${standing.locationName})`,
        canApply: code === "CONFLICT" || code === "NO_SUCH_ENTRY",
      })),
    ];
  }

  /** Makes the losing values stand. A director decides for the meet; another desk enters its own value once more, now knowing the other. */
  async apply(id: string): Promise<void> {
    const desk = this.desk()!;
    const refused = this.refused.get(id);
    if (refused !== undefined) {
      desk.change([editOf(refused.update.updateKey, refused.update)]);
      this.refused.delete(id);
    } else if (desk.role === "director") {
      await desk.settle(numberOf(id), "apply");
    } else {
      const conflict = desk.conflicts.find(({ conflictId }) => conflictId === numberOf(id));
      if (conflict !== undefined) desk.change(this.ownOf(conflict).map((lost) => editOf(lost.updateKey, lost)));
      this.hidden.add(numberOf(id));
    }

    this.watched.tell();
  }

  /** Leaves things as they stand; for the whole meet where this is a director's desk. */
  async dismiss(id: string): Promise<void> {
    const desk = this.desk()!;
    if (this.refused.delete(id)) {
      this.watched.tell();
      return;
    }

    if (desk.role === "director") await desk.settle(numberOf(id), "dismiss");
    else this.hidden.add(numberOf(id));
    this.watched.tell();
  }

  /** `2 values lost`, for a badge's label. */
  get label(): string {
    return counted(this.items.length, "value that lost", "values that lost");
  }

  private ownOf(conflict: Conflict): Conflict["lost"] {
    return conflict.lost.filter(({ locationName }) => locationName === this.desk()?.locationName);
  }
}

const numberOf = (id: string): number => Number(id.slice("conflict-".length));

const editOf = (key: string, said: Said): Edit => ("delete" in said ? { key, isDeleted: true } : { key, value: said.updateValue });

/** The name of a lifter that is there no more, as far as the conflict tells. */
const nameIn = ({ lost, standing }: Conflict): string | undefined => {
  for (const said of [...lost, ...(standing === null ? [] : [standing])]) {
    if ("updateValue" in said && typeof said.updateValue === "object" && said.updateValue !== null && !Array.isArray(said.updateValue) && typeof said.updateValue["name"] === "string") return said.updateValue["name"];
  }

  return undefined;
};
