import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useId, useRef, type ClipboardEvent, type CSSProperties, type MouseEvent, type ReactNode } from "react";
import type { Desk } from "@rollcall/client/meets";
import { classes } from "../../ui";
import type { Column } from "./column";
import css from "./grid.module.css";
import { gridKey } from "./gridKeys";
import { GridRow } from "./GridRow";
import { cellsOf, tabText } from "./tabText";
import type { GridState } from "./useGrid";

const rowHeight = 38;

interface Props {
  readonly desk: Desk;
  readonly label: string;
  readonly grid: GridState;
  readonly ids: readonly number[];
  readonly columns: readonly Column[];
  readonly sort?: { readonly by: string; readonly onSort: (column: string) => void };
  /** How a row stands out. */
  readonly lookOf?: (id: number) => "current" | "next" | undefined;
  /** It is as high as its rows, rather than filling a frame. */
  readonly whole?: boolean;
  readonly empty: ReactNode;
}

/** A table of lifters that is worked in as in a spreadsheet. Only the rows one sees are in the page. */
export const Grid = ({ desk, label, grid, ids, columns, sort, lookOf, whole = false, empty }: Props) => {
  const frame = useRef<HTMLDivElement>(null);
  const name = useId().replaceAll(":", "");
  const virtual = useVirtualizer({ count: ids.length, getScrollElement: () => frame.current, estimateSize: () => rowHeight, overscan: whole ? 100 : 12, paddingStart: rowHeight, scrollPaddingStart: rowHeight });
  const { row, column, marked, editing } = grid;
  const wasEditing = useRef(false);

  // The cursor is always in sight, and has the focus again when a cell was left.
  // Only while one works in the table: rows that change places move nothing else.
  useEffect(() => {
    const box = frame.current;
    if (row < 0 || box === null || !box.contains(document.activeElement)) return;
    if (whole) document.getElementById(`${name}-${ids[row]}-${columns[column]?.id}`)?.scrollIntoView({ block: "nearest", inline: "nearest" });
    else virtual.scrollToIndex(row, { align: "auto" });
    const heads = box.querySelectorAll<HTMLElement>('[role="columnheader"]');
    const [first, head] = [heads[0], heads[column]];
    if (first === undefined || head === undefined || column === 0) return;
    const [from, to] = [head.offsetLeft - first.offsetWidth, head.offsetLeft + head.offsetWidth - box.clientWidth];
    if (box.scrollLeft > from) box.scrollLeft = from;
    else if (box.scrollLeft < to) box.scrollLeft = to;
  }, [name, row, column, whole, ids, columns, virtual]);
  useEffect(() => {
    if (wasEditing.current && editing === null && (document.activeElement === document.body || frame.current?.contains(document.activeElement))) frame.current?.focus({ preventScroll: true });
    wasEditing.current = editing !== null;
  }, [editing]);

  const placeOf = (event: MouseEvent) => {
    const cell = (event.target as Element).closest<HTMLElement>("[data-row]");
    return cell === null ? null : { row: Number(cell.dataset["row"]), column: Number(cell.dataset["column"]) };
  };
  const pressed = (event: MouseEvent) => {
    const place = placeOf(event);
    if (place === null || (event.target as Element).closest("input, select")) return;
    if (editing !== null && !grid.commit()) return;
    event.preventDefault();
    frame.current?.focus({ preventScroll: true });
    if (grid.isPlaced && place.row === row && place.column === column && !event.shiftKey) grid.begin();
    else grid.go(place.row, place.column, event.shiftKey);
  };
  const copy = (event: ClipboardEvent, isCut: boolean) => {
    if (editing !== null) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", tabText(grid.copied()));
    if (isCut) grid.clear();
  };

  const [first, ...others] = columns;
  const widths = { "--first-wide": `${first?.width ?? 0}px`, "--first-share": `${first?.width ?? 0}fr`, "--rest": others.map((one) => `minmax(${one.width}px, ${one.width}fr)`).join(" "), "--rest-wide": `${others.reduce((sum, one) => sum + one.width, 0)}px` };
  const latest = useRef(grid);
  latest.current = grid;
  const typed = useRef((text: string) => latest.current.typed(text)).current;
  const left = useRef((text: string) => void (latest.current.editing !== null && !latest.current.commit(text) && latest.current.cancel())).current;
  return (
    <div
      ref={frame}
      role="grid"
      aria-label={label}
      aria-rowcount={ids.length + 1}
      aria-colcount={columns.length}
      aria-activedescendant={row >= 0 ? `${name}-${ids[row]}-${columns[column]?.id}` : undefined}
      tabIndex={0}
      className={classes(css.frame, whole && css.whole)}
      style={widths as CSSProperties}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing || !gridKey(event, grid, columns, ids.length)) return;
        event.preventDefault();
        event.stopPropagation();
      }}
      onMouseDown={pressed}
      onCopy={(event) => copy(event, false)}
      onCut={(event) => copy(event, true)}
      onPaste={(event) => {
        if (editing !== null) return;
        event.preventDefault();
        grid.paste(cellsOf(event.clipboardData.getData("text/plain")));
      }}
    >
      <div className={css.sheet} style={{ height: virtual.getTotalSize() }} role="presentation">
        <div role="row" aria-rowindex={1} className={css.head}>
          {columns.map((one, at) => (
            <div key={one.id} role="columnheader" aria-colindex={at + 1} aria-sort={sort?.by === one.id ? "ascending" : undefined} title={one.title} className={classes(css.headCell, at === 0 && css.first, one.isNumber && css.number)}>
              {sort === undefined ? (
                one.name
              ) : (
                <button type="button" tabIndex={-1} className={css.sort} onClick={() => sort.onSort(one.id)}>
                  {one.name}
                  {sort.by === one.id && <span aria-hidden>↑</span>}
                </button>
              )}
            </div>
          ))}
        </div>
        {virtual.getVirtualItems().map(({ index, start, key }) => (
          <GridRow
            key={ids[index] ?? key}
            desk={desk}
            id={ids[index]!}
            place={index}
            top={start}
            columns={columns}
            name={name}
            cursor={index === row ? column : -1}
            markedFrom={index >= marked.top && index <= marked.bottom ? marked.left : -1}
            markedTo={index >= marked.top && index <= marked.bottom ? marked.right : -2}
            editing={index === row ? editing : null}
            wrong={index === row ? grid.wrong : null}
            look={lookOf?.(ids[index]!)}
            onTyped={typed}
            onLeft={left}
          />
        ))}
      </div>
      {ids.length === 0 && <div className={css.empty}>{empty}</div>}
    </div>
  );
};
