import { isBox } from "./boxes.js";
import type { LocalEntry } from "./shape.js";

const rowOf = (element: Element): Element | null => element.closest("tr, [role=row], li");

/** Whether the page shows lifters with boxes to type into at all. */
export const hasBoxes = (page: Document): boolean => page.querySelector("tr input, tr textarea, [role=row] input, li input") !== null;

/** The box or list that has the focus, if one has: somebody may be in the middle of it. */
const focused = (page: Document): Element | undefined => {
  const active = page.activeElement;
  return isBox(active) || active instanceof HTMLSelectElement ? active : undefined;
};

/** Whether the focus would go if all rows were drawn anew. */
export const isFocusInRows = (page: Document): boolean => focused(page) !== undefined || (page.activeElement !== null && rowOf(page.activeElement) !== null);

/** Which lifters may be the one in whose row the focus is. A row is known by the names in it; a name that is in two rows counts in both, and a row without any
 * known name, as after a change of that name, may be anybody's.
 * @param entries all lifters, as they were and as they are. */
export const withFocus = (page: Document, entries: readonly LocalEntry[]): ReadonlySet<number> => {
  const active = focused(page);
  const row = active === undefined ? null : rowOf(active);
  if (row === null) return new Set();
  const texts = [row.textContent ?? "", ...[...row.querySelectorAll("input")].map((box) => box.value)];
  const named = entries.filter(({ name }) => texts.some((text) => text.includes(String(name ?? ""))));
  return new Set((named.length > 0 ? named : entries).map(({ id }) => id));
};
