import { Check } from "lucide-react";
import { memo, useEffect, useRef, type CSSProperties } from "react";
import type { Desk } from "@rollcall/client/meets";
import { useEntry } from "@rollcall/client/react";
import { classes } from "../../ui";
import { lifterOf } from "../lifters/lifter";
import type { Column } from "./column";
import css from "./grid.module.css";
import type { Editing } from "./useGrid";

interface Props {
  readonly desk: Desk;
  readonly id: number;
  /** Its place in the table, from 0. */
  readonly place: number;
  readonly top: number;
  readonly columns: readonly Column[];
  readonly name: string;
  /** The column the cursor is in; -1 where it is in another row. */
  readonly cursor: number;
  readonly markedFrom: number;
  readonly markedTo: number;
  readonly editing: Editing | null;
  readonly wrong: string | null;
  readonly look: "current" | "next" | undefined;
  readonly onTyped: (text: string) => void;
  readonly onLeft: (text: string) => void;
}

/** One lifter's row. Drawn again only when this lifter, or what is marked in this row, has changed. */
export const GridRow = memo(({ desk, id, place, top, columns, name, cursor, markedFrom, markedTo, editing, wrong, look, onTyped, onLeft }: Props) => {
  const entry = useEntry(desk, id);
  if (entry === undefined) return null;
  const lifter = lifterOf(entry);
  return (
    <div role="row" aria-rowindex={place + 2} aria-selected={cursor >= 0} className={classes(css.row, look && css[look])} style={{ transform: `translateY(${top}px)` }}>
      {columns.map((column, at) => {
        const tone = column.tone?.(lifter);
        const text = column.text(lifter);
        const isCursor = at === cursor;
        return (
          <div
            key={column.id}
            id={`${name}-${id}-${column.id}`}
            role="gridcell"
            aria-colindex={at + 1}
            aria-readonly={column.edit === undefined || undefined}
            data-row={place}
            data-column={at}
            className={classes(css.cell, at === 0 && css.first, column.isNumber && css.number, column.edit === undefined && css.fixed, tone && css[tone.look], isCursor && css.cursor, at >= markedFrom && at <= markedTo && css.marked)}
          >
            {isCursor && editing !== null ? (
              <Editor label={`${column.title ?? column.name} of ${lifter.name || "this lifter"}`} column={column} editing={editing} wrong={wrong} onTyped={onTyped} onLeft={onLeft} />
            ) : column.edit?.isFlag ? (
              text === "yes" ? <Check role="img" aria-label="yes" className={css.check} /> : <span className="said">no</span>
            ) : (
              <span className={css.text}>{text}</span>
            )}
            {tone && tone.word !== "" && <span className="said">, {tone.word}</span>}
          </div>
        );
      })}
    </div>
  );
});

const Editor = ({ label, column, editing, wrong, onTyped, onLeft }: { readonly label: string; readonly column: Column; readonly editing: Editing; readonly wrong: string | null; readonly onTyped: (text: string) => void; readonly onLeft: (text: string) => void }) => {
  const field = useRef<HTMLInputElement & HTMLSelectElement>(null);
  const isQuick = useRef(editing.isQuick);
  useEffect(() => {
    field.current?.focus();
    if (!isQuick.current && field.current instanceof HTMLInputElement) field.current.select();
  }, []);
  const shared = { ref: field, "aria-label": label, "aria-invalid": wrong !== null || undefined, value: editing.text, className: css.editor, onBlur: () => onLeft(editing.text) };
  if (column.edit?.choices !== undefined)
    return (
      <select {...shared} onChange={(event) => onTyped(event.target.value)}>
        {!column.edit.choices.includes(editing.text) && <option>{editing.text}</option>}
        {column.edit.choices.map((one) => (
          <option key={one}>{one}</option>
        ))}
      </select>
    );
  return <input {...shared} style={column.isNumber ? ({ textAlign: "right" } satisfies CSSProperties) : undefined} inputMode={column.isNumber ? "decimal" : "text"} autoComplete="off" spellCheck={false} onChange={(event) => onTyped(event.target.value)} />;
};
