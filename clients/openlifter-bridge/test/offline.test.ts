import { expect, test } from "vitest";
import { bothRegister, priorityDecides, reloadInOutage } from "./scenarios/outages.js";
import { withBrowser } from "./support/browser.js";
import { withVenue } from "./support/venue.js";

withBrowser();
const venue = withVenue();

test("Two desks that register lifters without contact merge without collision", () => bothRegister(venue()));

test("What two desks changed without knowing of each other is decided by priority, and shown", () => priorityDecides(venue()));

test("A desk that is no director's can enter its losing value again, or leave it", async () => {
  const { head, other, ids } = await venue().twoDesks([{ name: "Al Bo" }]);
  const [al] = ids as [number];
  other.cable.pull();
  await other.standing("wait");
  await other.dispatch({ type: "UPDATE_REGISTRATION", entryId: al, changes: { lot: 7, squatRackInfo: "14" } });
  await head.dispatch({ type: "UPDATE_REGISTRATION", entryId: al, changes: { lot: 9, squatRackInfo: "15" } });
  await head.inStep();
  other.cable.plugIn();
  await other.inStep();
  await other.openPanel();
  await other.panel.locator(".item", { hasText: "lot number" }).getByRole("button", { name: "Use the lost value" }).click();
  await other.panel.locator(".item", { hasText: "squat rack" }).getByRole("button", { name: "Leave as it is" }).click();
  await other.panel.locator(".item").waitFor({ state: "detached" });
  await head.until((state) => state.registration.entries[0]!["lot"] === 7, "the value entered again");
  expect((await head.lifter(al))!["squatRackInfo"]).toBe("15");
});

test("A reload in the middle of an outage loses nothing", () => reloadInOutage(venue()));

test("The bar about lost contact is in nobody's way", async () => {
  const { other } = await venue().twoDesks([{ name: "Al Bo" }]);
  other.cable.pull();
  await other.panel.locator(".bar").waitFor();
  // A click where the bar is goes to what lies under it.
  const { x, y, width, height } = (await other.panel.locator(".bar").boundingBox())!;
  const under = await other.page.evaluate(([x, y]) => document.elementFromPoint(x!, y!)?.localName, [x + width / 2, y + height / 2]);
  expect(under).not.toBe("rollcall-live");
});

test("A desk that was away while the server restarted goes on", async () => {
  const { head, other, ids } = await venue().twoDesks([{ name: "Al Bo" }]);
  await venue().server.kill();
  await Promise.all([head.standing("wait"), other.standing("wait")]);
  await head.dispatch({ type: "UPDATE_REGISTRATION", entryId: ids[0], changes: { lot: 3 } });
  await venue().server.startAgain();
  await other.until((state) => state.registration.entries[0]!["lot"] === 3, "what was done while there was no server", 30_000);
});
