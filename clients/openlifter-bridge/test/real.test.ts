import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { crossing } from "./scenarios/crossing.js";
import { bothRegister, priorityDecides, reloadInOutage } from "./scenarios/outages.js";
import { withBrowser } from "./support/browser.js";
import { withVenue } from "./support/venue.js";

const folder = process.env["ROLLCALL_OPENLIFTER"] ?? "";
const isThere = existsSync(join(folder, "index.html"));
const why = folder === "" ? "ROLLCALL_OPENLIFTER names no folder with an OpenLifter build" : `${folder} holds no index.html`;
if (!isThere) console.log(`skipped: the same scenarios with a real OpenLifter, because ${why}`);

// Unmodified: what the stand-in is driven through, the real application is, too. It was built for a path of its own, see docs/openlifter.md.
describe.skipIf(!isThere)(`A real OpenLifter${isThere ? "" : ` (${why})`}`, () => {
  withBrowser();
  const venue = withVenue(folder);

  test("What is done on one desk appears on the other within a second", () => crossing(venue()));
  test("Two desks that register lifters without contact merge without collision", () => bothRegister(venue()));
  test("What two desks changed without knowing of each other is decided by priority, and shown", () => priorityDecides(venue()));
  test("A reload in the middle of an outage loses nothing", () => reloadInOutage(venue()));
  test("New Meet on a joined desk asks, and does not wipe the meet", async () => {
    const { head, other } = await venue().twoDesks([{ name: "Al Bo" }]);
    const state = await other.state();
    await other.dispatch({ type: "OVERWRITE_STORE", store: { ...state, registration: { nextEntryId: 0, entries: [], lookup: {} } } });
    await other.panel.locator(".question").getByRole("button", { name: "Leave and start a new meet" }).click();
    await other.until(({ registration }) => registration.entries.length === 0, "an empty meet here");
    await head.inStep();
    expect((await head.state()).registration.entries.length).toBe(1);
  });
});
