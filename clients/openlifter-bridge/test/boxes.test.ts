import { expect, test } from "vitest";
import { withBrowser } from "./support/browser.js";
import { withVenue } from "./support/venue.js";

withBrowser();
const venue = withVenue();

const weighIn = (entryId: number, bodyweightKg: number) => ({ type: "UPDATE_REGISTRATION", entryId, changes: { bodyweightKg } });

// meets P34
test("A box that was only visited says nothing, although it still shows an older value", async () => {
  const { head, other, ids } = await venue().twoDesks([{ name: "Al Bo", bodyweightKg: 80 }, { name: "Cy", bodyweightKg: 100 }]);
  const [al] = ids as [number, number];
  await other.go("Weigh-ins");
  await other.box(al, "bodyweight").focus();
  await head.dispatch(weighIn(al, 82.5));
  await other.until((state) => state.registration.entries[0]!["bodyweightKg"] === 82.5, "the other desk's value");
  // The box is open, so it was not drawn anew; left, it says its old value, and that goes nowhere.
  expect(await other.box(al, "bodyweight").inputValue()).toBe("80");
  await other.page.keyboard.press("ArrowLeft");
  await other.page.keyboard.press("Tab");
  await other.box(ids[1]!, "bodyweight").focus();
  await other.until((state) => state.registration.entries[0]!["bodyweightKg"] === 82.5, "the row as the meet has it");
  await expect.poll(() => other.box(al, "bodyweight").inputValue()).toBe("82.5");
  await other.inStep();
  expect((await head.lifter(al))!["bodyweightKg"]).toBe(82.5);
});

// meets P34
test("A value typed once is not said a second time", async () => {
  const { head, other, ids } = await venue().twoDesks([{ name: "Al Bo" }, { name: "Cy" }]);
  const [al] = ids as [number, number];
  await other.go("Weigh-ins");
  await other.box(al, "bodyweight").fill("80");
  await other.box(al, "rack").focus();
  await head.until((state) => state.registration.entries[0]!["bodyweightKg"] === 80, "what was typed");
  await head.dispatch(weighIn(al, 82.5));
  await other.until((state) => state.registration.entries[0]!["bodyweightKg"] === 82.5, "the other desk's value");
  // Back into the box that still shows 80, and out of it.
  await other.page.keyboard.press("Shift+Tab");
  await other.page.keyboard.press("Shift+Tab");
  await expect.poll(() => other.box(al, "bodyweight").inputValue()).toBe("82.5");
  expect((await other.lifter(al))!["bodyweightKg"]).toBe(82.5);
  await other.inStep();
  expect((await head.lifter(al))!["bodyweightKg"]).toBe(82.5);
});

test("A remote change shows in the boxes of a row nobody is in", async () => {
  const { head, other, ids } = await venue().twoDesks([{ name: "Al Bo" }, { name: "Cy" }]);
  const [al] = ids as [number, number];
  await other.go("Weigh-ins");
  await head.dispatch({ type: "ENTER_ATTEMPT", entryId: al, lift: "S", attemptOneIndexed: 1, weightKg: 200 });
  await expect.poll(() => other.box(al, "S1").inputValue()).toBe("200");
});

test("Typing and focus survive what other desks do, in the same row and in others", async () => {
  const { head, other, ids } = await venue().twoDesks([{ name: "Al Bo" }, { name: "Cy" }, { name: "Di" }]);
  const [al, cy, di] = ids as [number, number, number];
  await other.go("Weigh-ins");
  await other.box(cy, "bodyweight").click();
  await other.page.keyboard.type("10");
  await head.dispatch(weighIn(al, 82.5));
  await head.dispatch({ type: "UPDATE_REGISTRATION", entryId: cy, changes: { lot: 4, squatRackInfo: "12" } });
  await head.dispatch({ type: "ENTER_ATTEMPT", entryId: di, lift: "S", attemptOneIndexed: 1, weightKg: 90 });
  const newcomer = await head.register({ name: "Ed" });
  await other.until((state) => state.registration.entries.some(({ id }) => id === newcomer), "everything the other desk did");
  await expect.poll(() => other.box(al, "bodyweight").inputValue()).toBe("82.5");
  await expect.poll(() => other.box(di, "S1").inputValue()).toBe("90");
  await other.page.keyboard.type("1.5");
  expect(await other.box(cy, "bodyweight").inputValue()).toBe("101.5");
  expect(await other.box(cy, "bodyweight").evaluate((box) => box === document.activeElement)).toBe(true);
  await other.page.keyboard.press("Tab");
  await head.until((state) => state.registration.entries[1]!["bodyweightKg"] === 101.5, "what was typed");
  // The rest of the row is drawn anew once nobody is in it.
  await other.box(al, "rack").focus();
  await expect.poll(() => other.box(cy, "rack").inputValue()).toBe("12");
  expect((await other.lifter(cy))!["squatRackInfo"]).toBe("12");
});

test("A list somebody has open stays open and keeps the focus", async () => {
  const { head, other, ids } = await venue().twoDesks([{ name: "Al Bo" }, { name: "Cy" }]);
  await other.box(ids[0]!, "flight").focus();
  await head.dispatch({ type: "UPDATE_REGISTRATION", entryId: ids[1], changes: { name: "Cy Young" } });
  await expect.poll(() => other.box(ids[1]!, "name").inputValue()).toBe("Cy Young");
  await head.dispatch({ type: "UPDATE_REGISTRATION", entryId: ids[0], changes: { name: "Al B. Bo" } });
  await other.until((state) => state.registration.entries[0]!.name === "Al B. Bo", "the other desk's name");
  expect(await other.box(ids[0]!, "flight").evaluate((list) => list === document.activeElement)).toBe(true);
  await other.box(ids[1]!, "flight").focus();
  await expect.poll(() => other.box(ids[0]!, "name").inputValue()).toBe("Al B. Bo");
});

test("What is typed over a remote change is a normal edit", async () => {
  const { head, other, ids } = await venue().twoDesks([{ name: "Al Bo", bodyweightKg: 80 }]);
  const [al] = ids as [number];
  await other.go("Weigh-ins");
  await other.box(al, "bodyweight").click();
  await other.page.keyboard.type("1");
  await head.dispatch(weighIn(al, 82.5));
  await other.until((state) => state.registration.entries[0]!["bodyweightKg"] === 82.5, "the other desk's value");
  await other.box(al, "bodyweight").fill("81");
  await other.page.keyboard.press("Tab");
  await head.until((state) => state.registration.entries[0]!["bodyweightKg"] === 81, "what was typed");
});

test("Lists and buttons count by the choice itself", async () => {
  const { head, other, ids } = await venue().twoDesks([{ name: "Al Bo", squatKg: [200, 0, 0, 0, 0] }]);
  await other.box(ids[0]!, "flight").selectOption("B");
  await head.until((state) => state.registration.entries[0]!["flight"] === "B", "a choice from a list");
  await other.box(ids[0]!, "flight").selectOption("A");
  await other.go("Lifting");
  await other.page.getByRole("button", { name: "Good lift" }).click();
  await head.until((state) => state.registration.entries[0]!.squatStatus[0] === 1, "a click on a button");
});

// meets P34
test("Leaving a box whose value is older than a reload writes nothing back", async () => {
  const { head, other, ids } = await venue().twoDesks([{ name: "Al Bo", bodyweightKg: 80 }]);
  await other.go("Weigh-ins");
  other.cable.pull();
  await other.standing("wait");
  await head.dispatch(weighIn(ids[0]!, 90));
  await head.inStep();
  await other.page.reload();
  await other.box(ids[0]!, "bodyweight").focus();
  other.cable.plugIn();
  await other.until((state) => state.registration.entries[0]!["bodyweightKg"] === 90, "the other desk's value");
  expect(await other.box(ids[0]!, "bodyweight").inputValue()).toBe("80");
  await other.page.keyboard.press("Tab");
  await other.page.keyboard.press("Tab");
  // What came after it has arrived, so it would have, too.
  await other.dispatch({ type: "UPDATE_MEET", changes: { name: "A mark" } });
  await head.until((state) => state.meet["name"] === "A mark", "a later change");
  expect((await head.lifter(ids[0]!))!["bodyweightKg"]).toBe(90);
});
