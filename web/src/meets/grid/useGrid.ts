import { useCallback, useMemo, useRef, useState } from "react";
import type { Desk } from "@rollcall/client/meets";
import { lifterOf } from "../lifters/lifter";
import type { Column, Place } from "./column";
import { History, type CellEdit } from "./history";

/** A cell being written. `isQuick` where typing began it: then arrows leave the cell, as in every spreadsheet. */
export interface Editing {
  readonly text: string;
  readonly isQuick: boolean;
}

/** Where a table's cursor is, what is marked, what is being written, and all that can be done to it. */
export const useGrid = (desk: Desk, ids: readonly number[], columns: readonly Column[], readOnly: boolean, addRow?: () => number | null) => {
  const [cursor, setCursor] = useState<Place | null>(null);
  const [anchor, setAnchor] = useState<Place | null>(null);
  const [editing, setEditing] = useState<Editing | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const history = useMemo(() => new History(desk), [desk]);
  const lastRow = useRef(0);
  const leaving = useRef(false);

  // A row that has gone leaves the cursor where it was.
  const found = cursor === null ? -1 : ids.indexOf(cursor.id);
  const row = ids.length === 0 ? -1 : found >= 0 ? found : Math.min(lastRow.current, ids.length - 1);
  lastRow.current = Math.max(0, row);
  const column = Math.min(cursor?.column ?? 0, columns.length - 1);
  const anchorRow = anchor === null ? row : Math.max(0, ids.indexOf(anchor.id));
  const marked = {
    top: Math.min(row, anchorRow),
    bottom: Math.max(row, anchorRow),
    left: Math.min(column, anchor?.column ?? column),
    right: Math.max(column, anchor?.column ?? column),
  };

  const go = useCallback(
    (toRow: number, toColumn: number, extend = false) => {
      const id = ids[Math.max(0, Math.min(ids.length - 1, toRow))];
      if (id === undefined) return;
      setAnchor((before) => (extend ? (before ?? { id: ids[row]!, column }) : null));
      setCursor({ id, column: Math.max(0, Math.min(columns.length - 1, toColumn)) });
      setEditing(null);
      setWrong(null);
    },
    [ids, columns.length, row, column],
  );

  const write = (edits: readonly CellEdit[]): boolean => {
    const no = readOnly ? "This desk reads only." : history.write(edits);
    setWrong(no);
    return no === null;
  };

  const textAt = (id: number, of: Column): string => {
    const entry = desk.entry(id);
    return entry === undefined ? "" : of.text(lifterOf(entry));
  };

  const id = ids[row];
  const here = columns[column];
  return {
    /** Whether somebody has put the cursor where it is. */
    isPlaced: cursor !== null,
    /** Whether the next Tab leaves the table. */
    leaving,
    row, column, marked, editing, wrong, go,
    begin: (text?: string) => {
      if (readOnly || id === undefined || here?.edit === undefined) return;
      if (here.edit.isFlag) write([{ id, column: here, text: textAt(id, here) === "yes" ? "no" : "yes" }]);
      else setEditing({ text: text ?? textAt(id, here), isQuick: text !== undefined });
    },
    typed: (text: string) => setEditing((before) => before && { ...before, text }),
    cancel: () => {
      setEditing(null);
      setWrong(null);
    },
    /** Writes what was typed; false, and the cell stays open, if it cannot be. */
    commit: (text = editing?.text ?? ""): boolean => {
      if (editing === null || id === undefined || here === undefined) return true;
      if (!write([{ id, column: here, text: text.trim() }])) return false;
      setEditing(null);
      return true;
    },
    clear: () => {
      const edits: CellEdit[] = [];
      each(marked, (atRow, atColumn) => edits.push({ id: ids[atRow]!, column: columns[atColumn]!, text: columns[atColumn]!.edit?.isFlag ? "no" : "" }));
      write(edits.filter(({ column: one }) => one.edit?.choices === undefined));
    },
    copied: (): string[][] => range(marked.top, marked.bottom).map((atRow) => range(marked.left, marked.right).map((atColumn) => textAt(ids[atRow]!, columns[atColumn]!))),
    paste: (cells: readonly (readonly string[])[]) => {
      // One copied cell fills all that is marked; a block goes where the cursor is.
      const isOne = cells.length === 1 && cells[0]!.length === 1;
      const edits: CellEdit[] = [];
      if (isOne) each(marked, (atRow, atColumn) => edits.push({ id: ids[atRow]!, column: columns[atColumn]!, text: cells[0]![0]!.trim() }));
      else
        cells.forEach((line, down) => {
          // What goes beyond the last row are new lifters, where there may be new ones.
          const to = ids[Math.max(0, marked.top) + down] ?? (readOnly ? null : addRow?.()) ?? null;
          if (to !== null) line.forEach((text, right) => edits.push({ id: to, column: columns[marked.left + right]!, text: text.trim() }));
        });
      write(edits.filter((one) => one.id !== undefined && one.column !== undefined));
    },
    fillDown: () => {
      const edits: CellEdit[] = [];
      each(marked, (atRow, atColumn) => atRow > marked.top && edits.push({ id: ids[atRow]!, column: columns[atColumn]!, text: textAt(ids[marked.top]!, columns[atColumn]!) }));
      write(edits);
    },
    undo: () => void history.undo(),
    markedIds: row < 0 ? [] : ids.slice(marked.top, marked.bottom + 1),
  };
};

const range = (from: number, to: number): number[] => (from < 0 ? [] : Array.from({ length: to - from + 1 }, (_, step) => from + step));

const each = (of: { readonly top: number; readonly bottom: number; readonly left: number; readonly right: number }, call: (row: number, column: number) => void): void => {
  for (const row of range(of.top, of.bottom)) for (const column of range(of.left, of.right)) call(row, column);
};

export type GridState = ReturnType<typeof useGrid>;
