import { expect, test } from "vitest";
import type { Venue } from "../support/venue.js";

const sorted = (names: readonly { readonly name: string }[]): string[] => names.map(({ name }) => name).sort();

/** What is done without contact. */
export const offline = (venue: () => Venue): void => {
  test("Two desks that register lifters without contact merge without collision", async () => {
    const { head, other } = await venue().twoDesks([{ name: "Al Bo" }]);
    head.cable.pull();
    other.cable.pull();
    await Promise.all([head.standing("wait"), other.standing("wait")]);
    const ids = [];
    for (const name of ["Anna", "Berta", "Clara"]) ids.push(await head.register({ name }));
    for (const name of ["Dora", "Emma", "Frieda"]) ids.push(await other.register({ name }));
    expect(new Set(ids).size).toBe(6);
    head.cable.plugIn();
    other.cable.plugIn();
    await Promise.all([head.inStep(), other.inStep()]);
    const all = ["Al Bo", "Anna", "Berta", "Clara", "Dora", "Emma", "Frieda"];
    for (const desk of [head, other]) await desk.until((state) => JSON.stringify(sorted(state.registration.entries)) === JSON.stringify(all), "all lifters on both desks");
  });

  test("What two desks changed without knowing of each other is decided by priority, and shown", async () => {
    const { head, other, ids } = await venue().twoDesks([{ name: "Al Bo" }]);
    const [al] = ids as [number];
    other.cable.pull();
    await other.standing("wait");
    await other.dispatch({ type: "UPDATE_REGISTRATION", entryId: al, changes: { lot: 7, team: "Iron" } });
    await head.dispatch({ type: "UPDATE_REGISTRATION", entryId: al, changes: { lot: 9 } });
    await head.inStep();
    other.cable.plugIn();
    // The higher priority stands on both desks; what nobody else changed goes through.
    await other.until((state) => state.registration.entries[0]!["lot"] === 9, "the head table's lot");
    await head.until((state) => state.registration.entries[0]!["team"] === "Iron", "the team");
    expect((await head.lifter(al))!["lot"]).toBe(9);

    for (const desk of [head, other]) {
      await desk.openPanel();
      const item = desk.panel.locator(".item");
      await item.waitFor();
      expect(await item.textContent()).toContain("Al Bo: lot number");
      expect(await item.textContent()).toContain("7 (Desk 2)");
      expect(await item.textContent()).toContain("9 (Head table)");
    }

    // The director makes the losing value stand after all.
    await head.panel.getByRole("button", { name: "Use the lost value" }).click();
    for (const desk of [head, other]) {
      await desk.until((state) => state.registration.entries[0]!["lot"] === 7, "the value that had lost");
      await desk.panel.locator(".item").waitFor({ state: "detached" });
    }
  });

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
    await expect.poll(() => other.panel.locator(".item").count()).toBe(0);
    await head.until((state) => state.registration.entries[0]!["lot"] === 7, "the value entered again");
    expect((await head.lifter(al))!["squatRackInfo"]).toBe("15");
  });

  test("A reload in the middle of an outage loses nothing", async () => {
    const { head, other, ids } = await venue().twoDesks([{ name: "Al Bo" }]);
    const [al] = ids as [number];
    other.cable.pull();
    await other.panel.locator(".bar").waitFor();
    await other.dispatch({ type: "ENTER_ATTEMPT", entryId: al, lift: "D", attemptOneIndexed: 1, weightKg: 250 });
    const di = await other.register({ name: "Di" });
    await other.reload();
    await other.panel.locator(".bar").waitFor();
    expect(await other.panel.locator(".bar").textContent()).toContain("2 changes are kept here");
    expect((await other.lifter(al))!["deadliftKg"]).toEqual([250, 0, 0, 0, 0]);
    const ed = await other.register({ name: "Ed" });
    expect(ed).toBe(di + 1);
    other.cable.plugIn();
    await head.until((state) => sorted(state.registration.entries).join() === "Al Bo,Di,Ed" && (state.registration.entries[0]!["deadliftKg"] as number[])[0] === 250, "what was done in the outage");
    await other.inStep();
  });

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
};
