import type { KeyboardEvent } from "react";
import type { Column } from "./column";
import type { GridState } from "./useGrid";

const page = 15;

/** What the keys do in a table, as in every spreadsheet. Answers whether the key was one of its own. */
export const gridKey = (event: KeyboardEvent, grid: GridState, columns: readonly Column[], rows: number): boolean =>
  grid.editing === null ? moving(event, grid, columns, rows) : writing(event, grid, columns, rows);

const tab = (grid: GridState, back: boolean, columns: number, rows: number): boolean => {
  const to = grid.row * columns + grid.column + (back ? -1 : 1);
  // At either end the focus goes on to what comes after the table.
  if (to < 0 || to >= rows * columns) return false;
  grid.go(Math.floor(to / columns), to % columns);
  return true;
};

const writing = (event: KeyboardEvent, grid: GridState, columns: readonly Column[], rows: number): boolean => {
  const isArrow = grid.editing?.isQuick === true && /^Arrow(Up|Down)$/.test(event.key) && columns[grid.column]?.edit?.choices === undefined;
  if (event.key === "Escape") grid.cancel();
  else if (event.key === "Enter") grid.commit() && grid.go(grid.row + (event.shiftKey ? -1 : 1), grid.column);
  else if (event.key === "Tab") grid.commit() && (tab(grid, event.shiftKey, columns.length, rows) || grid.go(grid.row, grid.column));
  else if (isArrow) grid.commit() && grid.go(grid.row + (event.key === "ArrowUp" ? -1 : 1), grid.column);
  else return false;
  return true;
};

const moving = (event: KeyboardEvent, grid: GridState, columns: readonly Column[], rows: number): boolean => {
  const { row, column, go } = grid;
  const { key, shiftKey: extend } = event;
  const isCommand = event.ctrlKey || event.metaKey;
  const far = isCommand;
  const isLeaving = grid.leaving.current;
  if (key !== "Shift") grid.leaving.current = false;
  if (event.altKey) return false;
  switch (key) {
    case "ArrowUp": go(far ? 0 : row - 1, column, extend); return true;
    case "ArrowDown": go(far ? rows - 1 : row + 1, column, extend); return true;
    case "ArrowLeft": go(row, far ? 0 : column - 1, extend); return true;
    case "ArrowRight": go(row, far ? columns.length - 1 : column + 1, extend); return true;
    case "PageUp": go(row - page, column, extend); return true;
    case "PageDown": go(row + page, column, extend); return true;
    case "Home": go(far ? 0 : row, 0, extend); return true;
    case "End": go(far ? rows - 1 : row, columns.length - 1, extend); return true;
    case "Tab": return !isLeaving && tab(grid, extend, columns.length, rows);
    case "Escape": grid.leaving.current = true; return true;
    case "Enter":
    case "F2": grid.begin(); return true;
    case "Delete":
    case "Backspace": grid.clear(); return true;
  }

  if (isCommand && key.toLowerCase() === "z") grid.undo();
  else if (isCommand && key.toLowerCase() === "d") grid.fillDown();
  else if (isCommand && key.toLowerCase() === "a") (go(0, 0), go(rows - 1, columns.length - 1, true));
  else if (isCommand || key.length !== 1) return false;
  else return typed(key, grid, columns[column]);
  return true;
};

/** A letter begins writing; where there are only a few choices it picks the first that begins with it. In a column of numbers letters are the page's. */
const typed = (key: string, grid: GridState, column: Column | undefined): boolean => {
  if (column?.edit === undefined) return false;
  if (column.edit.isFlag) {
    if (key !== " ") return false;
    grid.begin();
    return true;
  }

  if (column.isNumber === true && !/[\d.,-]/.test(key)) return false;
  if (key === " ") return false;
  grid.begin(column.edit.choices === undefined ? key : (column.edit.choices.find((one) => one.toLowerCase().startsWith(key.toLowerCase())) ?? undefined));
  return true;
};
