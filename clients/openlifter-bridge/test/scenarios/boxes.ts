import { expect, test } from "vitest";
import type { Venue } from "../support/venue.js";

const weighIn = (entryId: number, bodyweightKg: number) => ({ type: "UPDATE_REGISTRATION", entryId, changes: { bodyweightKg } });

/** What is typed into boxes, and what is not. */
export const boxes = (venue: () => Venue): void => {
  // meets P34
  test("A box that was only visited says nothing, although it still shows an older value", async () => {
    const { head, other, ids } = await venue().twoDesks([{ name: "Al Bo", bodyweightKg: 80 }, { name: "Cy", bodyweightKg: 100 }]);
    const [al] = ids as [number, number];
    await other.go("Weigh-ins");
    await (await other.box(al, "Bodyweight Kg")).focus();
    await head.dispatch(weighIn(al, 82.5));
    await other.until((state) => state.registration.entries[0]!["bodyweightKg"] === 82.5, "the other desk's value");
    // The box is open, so it was not drawn anew; left, it says its old value, and that goes nowhere.
    expect(await other.shown(al, "Bodyweight Kg")).toBe("80");
    await other.page.keyboard.press("ArrowLeft");
    await other.page.keyboard.press("Tab");
    await (await other.box(ids[1]!, "Bodyweight Kg")).focus();
    await other.until((state) => state.registration.entries[0]!["bodyweightKg"] === 82.5, "the row as the meet has it");
    await expect.poll(() => other.shown(al, "Bodyweight Kg")).toBe("82.5");
    await other.inStep();
    expect((await head.lifter(al))!["bodyweightKg"]).toBe(82.5);
  });

  // meets P34
  test("A value typed once is not said a second time", async () => {
    const { head, other, ids } = await venue().twoDesks([{ name: "Al Bo" }, { name: "Cy" }]);
    const [al, cy] = ids as [number, number];
    await other.go("Weigh-ins");
    await (await other.box(al, "Bodyweight Kg")).fill("80");
    await (await other.box(al, "Squat Rack")).focus();
    await head.until((state) => state.registration.entries[0]!["bodyweightKg"] === 80, "what was typed");
    await head.dispatch(weighIn(al, 82.5));
    await other.until((state) => state.registration.entries[0]!["bodyweightKg"] === 82.5, "the other desk's value");
    // Back into the box that still shows 80, and out of it.
    await (await other.box(al, "Bodyweight Kg")).focus();
    expect(await other.shown(al, "Bodyweight Kg")).toBe("80");
    await (await other.box(cy, "Bodyweight Kg")).focus();
    await expect.poll(() => other.shown(al, "Bodyweight Kg")).toBe("82.5");
    expect((await other.lifter(al))!["bodyweightKg"]).toBe(82.5);
    await other.inStep();
    expect((await head.lifter(al))!["bodyweightKg"]).toBe(82.5);
  });

  // meets P34
  test("A box of the meet's own fields says nothing that nobody typed", async () => {
    const { head, other } = await venue().twoDesks([{ name: "Al Bo" }]);
    await other.go("Meet Setup");
    const box = other.page.locator("xpath=//label[text()='Meet Name']/following::input[1]");
    await box.focus();
    await head.dispatch({ type: "UPDATE_MEET", changes: { name: "Spring Open" } });
    await other.until(({ meet }) => meet["name"] === "Spring Open", "the other desk's name");
    expect(await box.inputValue()).toBe("");
    await other.go("Weigh-ins");
    await other.dispatch({ type: "UPDATE_MEET", changes: { city: "Seattle" } });
    await head.until(({ meet }) => meet["city"] === "Seattle", "a later change");
    for (const desk of [head, other]) expect((await desk.state()).meet["name"]).toBe("Spring Open");
    await other.go("Meet Setup");
    expect(await box.inputValue()).toBe("Spring Open");
  });

  test("A remote change shows in the boxes of a row nobody is in", async () => {
    const { head, other, ids } = await venue().twoDesks([{ name: "Al Bo" }, { name: "Cy" }]);
    const [al] = ids as [number, number];
    await other.go("Weigh-ins");
    await head.dispatch({ type: "ENTER_ATTEMPT", entryId: al, lift: "S", attemptOneIndexed: 1, weightKg: 200 });
    await expect.poll(() => other.shown(al, "Squat Opener Kg")).toBe("200");
  });

  // meets P34
  test("A box of a lifter's card says nothing that nobody typed, and is drawn anew once nobody is in the card", async () => {
    const { head, other, ids } = await venue().twoDesks([{ name: "Al Bo" }, { name: "Cy" }]);
    const [al, cy] = ids as [number, number];
    await other.go("Registration");
    await head.dispatch({ type: "UPDATE_REGISTRATION", entryId: al, changes: { country: "USA" } });
    await expect.poll(() => other.shown(al, "Country")).toBe("USA");
    await (await other.box(cy, "Country")).focus();
    await head.dispatch({ type: "UPDATE_REGISTRATION", entryId: cy, changes: { country: "Canada" } });
    await other.until((state) => state.registration.entries[1]!["country"] === "Canada", "the other desk's value");
    expect([await other.shown(cy, "Country"), await other.isIn(cy, "Country")]).toEqual(["", true]);
    await (await other.box(al, "Name")).focus();
    await expect.poll(() => other.shown(cy, "Country")).toBe("Canada");
    await other.inStep();
    expect((await head.lifter(cy))!["country"]).toBe("Canada");
  });

  // meets P34
  test("The box of an attempt on the lifting page says nothing that nobody typed", async () => {
    const { head, other, ids } = await venue().twoDesks([{ name: "Al Bo", squatKg: [200, 0, 0, 0, 0] }, { name: "Cy", squatKg: [210, 0, 0, 0, 0] }]);
    const [al, cy] = ids as [number, number];
    await other.go("Lifting");
    await (await other.box(al, "S1")).focus();
    await head.dispatch({ type: "ENTER_ATTEMPT", entryId: al, lift: "S", attemptOneIndexed: 1, weightKg: 205 });
    await other.until((state) => state.registration.entries[0]!.squatKg[0] === 205, "the other desk's value");
    expect(await other.shown(al, "S1")).toBe("200");
    await (await other.box(cy, "S1")).focus();
    await expect.poll(() => other.shown(al, "S1")).toBe("205");
    await (await other.box(cy, "S1")).fill("212.5");
    await (await other.box(al, "S1")).focus();
    await head.until((state) => state.registration.entries[1]!.squatKg[0] === 212.5, "what was typed");
    expect((await head.lifter(al))!.squatKg[0]).toBe(205);
  });

  test("Typing and focus survive what other desks do, in the same row and in others", async () => {
    const { head, other, ids } = await venue().twoDesks([{ name: "Al Bo" }, { name: "Cy" }, { name: "Di" }]);
    const [al, cy, di] = ids as [number, number, number];
    await other.go("Weigh-ins");
    await (await other.box(cy, "Bodyweight Kg")).click();
    await other.page.keyboard.type("10");
    await head.dispatch(weighIn(al, 82.5));
    await head.dispatch({ type: "UPDATE_REGISTRATION", entryId: cy, changes: { lot: 4, squatRackInfo: "12" } });
    await head.dispatch({ type: "ENTER_ATTEMPT", entryId: di, lift: "S", attemptOneIndexed: 1, weightKg: 90 });
    const newcomer = await head.register({ name: "Ed" });
    await other.until((state) => state.registration.entries.some(({ id }) => id === newcomer), "everything the other desk did");
    await expect.poll(() => other.shown(al, "Bodyweight Kg")).toBe("82.5");
    await expect.poll(() => other.shown(di, "Squat Opener Kg")).toBe("90");
    await other.page.keyboard.type("1.5");
    expect(await other.shown(cy, "Bodyweight Kg")).toBe("101.5");
    expect(await other.isIn(cy, "Bodyweight Kg")).toBe(true);
    await other.page.keyboard.press("Tab");
    await head.until((state) => state.registration.entries[1]!["bodyweightKg"] === 101.5, "what was typed");
    // The rest of the row is drawn anew once nobody is in it.
    await (await other.box(al, "Squat Rack")).focus();
    await expect.poll(() => other.shown(cy, "Squat Rack")).toBe("12");
    expect((await other.lifter(cy))!["squatRackInfo"]).toBe("12");
  });

  test("A list somebody has open stays open and keeps the focus", async () => {
    const { head, other, ids } = await venue().twoDesks([{ name: "Al Bo" }, { name: "Cy" }]);
    await other.go("Registration");
    await (await other.box(ids[0]!, "Flight")).focus();
    await head.dispatch({ type: "UPDATE_REGISTRATION", entryId: ids[1], changes: { name: "Cy Young" } });
    await expect.poll(() => other.shown(ids[1]!, "Name")).toBe("Cy Young");
    await head.dispatch({ type: "UPDATE_REGISTRATION", entryId: ids[0], changes: { name: "Al B. Bo" } });
    await other.until((state) => state.registration.entries[0]!.name === "Al B. Bo", "the other desk's name");
    expect(await other.isIn(ids[0]!, "Flight")).toBe(true);
    await (await other.box(ids[1]!, "Flight")).focus();
    await expect.poll(() => other.shown(ids[0]!, "Name")).toBe("Al B. Bo");
  });

  test("What is typed over a remote change is a normal edit", async () => {
    const { head, other, ids } = await venue().twoDesks([{ name: "Al Bo", bodyweightKg: 80 }]);
    const [al] = ids as [number];
    await other.go("Weigh-ins");
    await (await other.box(al, "Bodyweight Kg")).click();
    await other.page.keyboard.type("1");
    await head.dispatch(weighIn(al, 82.5));
    await other.until((state) => state.registration.entries[0]!["bodyweightKg"] === 82.5, "the other desk's value");
    await (await other.box(al, "Bodyweight Kg")).fill("81");
    await other.page.keyboard.press("Tab");
    await head.until((state) => state.registration.entries[0]!["bodyweightKg"] === 81, "what was typed");
  });

  test("Lists and buttons count by the choice itself", async () => {
    const { head, other, ids } = await venue().twoDesks([{ name: "Al Bo", squatKg: [200, 0, 0, 0, 0] }]);
    await other.go("Registration");
    await (await other.box(ids[0]!, "Flight")).selectOption("B");
    await head.until((state) => state.registration.entries[0]!["flight"] === "B", "a choice from a list");
    await (await other.box(ids[0]!, "Flight")).selectOption("A");
    await other.go("Lifting");
    await other.page.getByRole("button", { name: "Good Lift" }).click();
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
    await other.reload();
    await (await other.box(ids[0]!, "Bodyweight Kg")).focus();
    other.cable.plugIn();
    await other.until((state) => state.registration.entries[0]!["bodyweightKg"] === 90, "the other desk's value");
    expect(await other.shown(ids[0]!, "Bodyweight Kg")).toBe("80");
    await other.page.keyboard.press("Tab");
    await other.page.keyboard.press("Tab");
    // What came after it has arrived, so it would have, too.
    await other.dispatch({ type: "UPDATE_MEET", changes: { name: "A mark" } });
    await head.until((state) => state.meet["name"] === "A mark", "a later change");
    expect((await head.lifter(ids[0]!))!["bodyweightKg"]).toBe(90);
  });
};
