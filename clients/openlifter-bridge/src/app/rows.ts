import type { LocalEntry } from "./shape.js";

/** What OpenLifter draws a lifter in: a row of a table at the weigh-ins and while lifting, a card at the registration. */
const row = "tr, [role=row], li";
const card = ".card";

/** Fields of a lifter that stand in boxes which do not notice that their value has become another. */
const inRows = ["age", "bodyweightKg", "squatRackInfo", "benchRackInfo", "squatKg", "benchKg", "deadliftKg"];
const inCards = ["birthDate", "age", "country", "state"];

/** Those of them that the page shows. */
export const keptFields = (page: Document): readonly string[] => (hasBoxes(page, row) ? inRows : hasBoxes(page, card) ? inCards : []);

/** Which lifters may be the one in whose row or card somebody is in a box or list. It is known by the names in it; a name that is in two counts in both, and where no known
 * name is, as after a change of that name, it may be anybody's.
 * @param entries all lifters, as they were and as they are. */
export const withFocus = (page: Document, entries: readonly LocalEntry[]): ReadonlySet<number> => {
  const place = page.activeElement?.matches("input, textarea, select") ? page.activeElement.closest(`${row}, ${card}`) : null;
  if (place === null) return new Set();
  const named = namedIn([place], entries);
  return new Set((named.length > 0 ? named : entries).map(({ id }) => id));
};

/** Which lifters may have a row or card that is on the screen just now. Like {@link withFocus}: whose name is in it, and rather too many than too few. */
export const inView = (page: Window, entries: readonly LocalEntry[]): ReadonlySet<number> => {
  // A table may lie in a card, which has everybody in it.
  const places = [...page.document.querySelectorAll(hasBoxes(page.document, row) ? row : card)].filter((place) => {
    const { top, bottom } = place.getBoundingClientRect();
    return bottom > Math.max(top, 0) && top < page.innerHeight;
  });
  return new Set(namedIn(places, entries).map(({ id }) => id));
};

const hasBoxes = (page: Document, places: string): boolean => places.split(", ").some((place) => page.querySelector(`${place} input, ${place} textarea`) !== null);

const namedIn = (places: readonly Element[], entries: readonly LocalEntry[]): readonly LocalEntry[] => {
  const texts = places.flatMap((place) => [place.textContent ?? "", ...[...place.querySelectorAll("input")].map((box) => box.value)]);
  return entries.filter(({ name }) => texts.some((text) => text.includes(String(name ?? ""))));
};
