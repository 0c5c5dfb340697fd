import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { withBrowser } from "./support/browser.js";
import type { DeskPerson } from "./support/desk.js";
import { password, withVenue } from "./support/venue.js";

withBrowser();
const venue = withVenue();

const root = join(import.meta.dirname, "../../..");
// With ROLLCALL_PICTURES=1 the pictures of docs/openlifter.md are taken anew; otherwise they only are to be looked at.
const folder = join(root, process.env["ROLLCALL_PICTURES"] === "1" ? "docs/pictures" : "artifacts/pictures");
const mostBytes = 150_000;

const people = ["Al Bo", "Cy Young", "Di Prince", "Ed Norris", "Flo Ray", "Gil Amelio", "Hana Ito", "Ida Lund"];
const lifters = people.map((name, place) => ({
  name, sex: place % 3 === 2 ? "F" : "M", flight: place < 5 ? "A" : "B", lot: place + 1, bodyweightKg: 70 + place * 4.3, divisions: ["Open"], squatKg: [150 + place * 10, 0, 0, 0, 0], squatStatus: [1, 0, 0, 0, 0], benchKg: [90 + place * 5, 0, 0, 0, 0], deadliftKg: [180 + place * 10, 0, 0, 0, 0],
}));

const take = async (desk: DeskPerson, name: string): Promise<void> => {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `openlifter-${name}.png`);
  await desk.page.screenshot({ path, animations: "disabled" });
  expect(statSync(path).size).toBeLessThan(mostBytes);
};

test("The pictures of the guide are taken from the real thing", async () => {
  const head = await venue().desk({ width: 1180, height: 860 });
  for (const one of lifters) await head.register(one);
  await head.dispatch({ type: "UPDATE_MEET", changes: { name: "Spring Open", federation: "USPA", country: "USA" } });
  await head.go("Registration");
  await head.openPanel();
  await head.panel.locator("#view-make input[name=password]").fill(password);
  await take(head, "1-make-live");
  await head.closePanel();
  const meetId = await head.goLive(password);

  const other = await venue().desk({ width: 1180, height: 860, theme: "dark" });
  await other.openPanel();
  await other.panel.getByRole("tab", { name: "Join a meet" }).click();
  await other.panel.locator("input[name=meetId]").fill(meetId);
  await other.panel.locator("input[name=location]").fill("Desk 2");
  await other.panel.locator("#view-join input[name=password]").fill(password);
  await take(other, "2-join-dark");
  await other.closePanel();
  await other.join(meetId, password);

  await head.runs("runs");
  await head.openPanel();
  await head.panel.locator("li", { hasText: "Desk 2" }).getByText("connected").waitFor();
  await take(head, "3-live");
  await head.closePanel();

  other.cable.pull();
  await other.panel.locator(".bar").waitFor();
  const id = lifters.length;
  await other.dispatch({ type: "UPDATE_REGISTRATION", entryId: id, changes: { lot: 12, team: "Iron" } });
  await other.dispatch({ type: "ENTER_ATTEMPT", entryId: 2, lift: "B", attemptOneIndexed: 1, weightKg: 97.5 });
  await other.go("Weigh-ins");
  await take(other, "4-no-contact-dark");
  await head.dispatch({ type: "UPDATE_REGISTRATION", entryId: id, changes: { lot: 9 } });
  await head.inStep();
  other.cable.plugIn();
  await other.inStep();
  await head.openPanel();
  await head.panel.locator(".item").waitFor();
  await take(head, "5-lost-value");
  await other.openPanel();
  await other.panel.locator(".item").waitFor();
  await take(other, "5-lost-value-dark");
  await head.panel.getByRole("button", { name: "Leave as it is" }).click();

  await head.panel.locator(".links").scrollIntoViewIfNeeded();
  await head.panel.locator(".publish").scrollIntoViewIfNeeded();
  await head.panel.locator(".publish input").fill("director@example.org");
  await head.panel.getByRole("button", { name: "Check the results" }).click();
  await head.panel.locator(".finding").first().waitFor();
  await head.panel.locator(".leave").scrollIntoViewIfNeeded();
  await take(head, "6-displays-and-check");

  await head.closePanel();
  await head.newMeet();
  await head.panel.locator(".question").waitFor();
  await take(head, "7-new-meet");
});
