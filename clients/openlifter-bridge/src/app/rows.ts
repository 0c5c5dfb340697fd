import { isBox } from "./boxes.js";
import type { LocalEntry } from "./shape.js";

const rowOf = (element: Element): Element | null => element.closest("tr, [role=row], li");

/** Whether the page shows lifters with boxes to type into at all. */
export const hasBoxes = (page: Document): boolean => page.querySelector("tr input, tr textarea, [role=row] input, li input") !== null;

/** The box that has the focus, if one has. */
export const focusedBox = (page: Document): HTMLElement | undefined => (isBox(page.activeElement) ? page.activeElement : undefined);

/** Which of these lifters may be the one in whose row the focus is. A row is known by the names in it; a name that is in two rows counts in both. */
export const withFocus = (page: Document, entries: readonly LocalEntry[]): ReadonlySet<number> => {
  const row = focusedBox(page) && rowOf(focusedBox(page)!);
  if (!row) return new Set();
  const texts = [row.textContent ?? "", ...[...row.querySelectorAll("input")].map((box) => box.value)];
  return new Set(entries.filter(({ name }) => texts.some((text) => text.includes(String(name ?? "")))).map(({ id }) => id));
};
