import type { Desk, Json } from "@rollcall/client/meets";
import { lifterOf } from "../lifters/lifter";
import type { Column } from "./column";

interface Step {
  readonly key: string;
  readonly before: Json | undefined;
}

/** One cell to be written. */
export interface CellEdit {
  readonly id: number;
  readonly column: Column;
  readonly text: string;
}

const mostSteps = 200;

/** Writes cells, and takes it back. A cell whose text stays the same is not written: nobody else's edit is overwritten by looking at it. */
export class History {
  private readonly steps: Step[][] = [];

  constructor(private readonly desk: Desk) {}

  /** Writes cells; answers why one of them cannot be, or nothing. */
  write(edits: readonly CellEdit[]): string | null {
    const done: Step[] = [];
    let wrong: string | null = null;
    for (const { id, column, text } of edits) {
      const entry = this.desk.entry(id);
      if (column.edit === undefined || entry === undefined || column.text(lifterOf(entry)) === text) continue;
      const reading = column.edit.read(text);
      if ("wrong" in reading) {
        wrong ??= reading.wrong;
        continue;
      }

      const key = `registration.entries[${id}].${column.edit.field}`;
      const before = at(entry, column.edit.field);
      if (this.desk.set(key, reading.value)) done.push({ key, before });
    }

    if (done.length > 0) this.steps.push(done);
    if (this.steps.length > mostSteps) this.steps.shift();
    return wrong;
  }

  /** Puts back what the last writing replaced; false if there is nothing. */
  undo(): boolean {
    const last = this.steps.pop();
    for (const { key, before } of last?.reverse() ?? []) this.desk.set(key, before ?? "");
    return last !== undefined;
  }
}

const at = (entry: { readonly [name: string]: Json }, field: string): Json | undefined => {
  const [, name = field, slot] = /^(\w+)\[(\d)\]$/.exec(field) ?? [];
  const value = entry[name];
  return slot === undefined ? value : Array.isArray(value) ? (value[Number(slot)] ?? 0) : 0;
};
