import { expect } from "vitest";
import type { Venue } from "../support/venue.js";

const sorted = (names: readonly { readonly name: string }[]): string[] => names.map(({ name }) => name).sort();

/** Both desks register lifters without contact; afterwards both have all. */
export const bothRegister = async (venue: Venue): Promise<void> => {
  const { head, other } = await venue.twoDesks([{ name: "Al Bo" }]);
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
};

/** Both desks change the same without knowing of each other: the priority decides, both are shown what lost, and the director may turn it round. */
export const priorityDecides = async (venue: Venue): Promise<void> => {
  const { head, other, ids } = await venue.twoDesks([{ name: "Al Bo" }]);
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
};

/** A page is loaded again while there is no contact. */
export const reloadInOutage = async (venue: Venue): Promise<void> => {
  const { head, other, ids } = await venue.twoDesks([{ name: "Al Bo" }]);
  const [al] = ids as [number];
  other.cable.pull();
  await other.panel.locator(".bar").waitFor();
  await other.dispatch({ type: "ENTER_ATTEMPT", entryId: al, lift: "D", attemptOneIndexed: 1, weightKg: 250 });
  const di = await other.register({ name: "Di" });
  await other.page.reload();
  await other.panel.locator(".bar").waitFor();
  expect(await other.panel.locator(".bar").textContent()).toContain("2 changes are kept here");
  expect((await other.lifter(al))!["deadliftKg"]).toEqual([250, 0, 0, 0, 0]);
  const ed = await other.register({ name: "Ed" });
  expect(ed).toBe(di + 1);
  other.cable.plugIn();
  await head.until((state) => sorted(state.registration.entries).join() === "Al Bo,Di,Ed" && (state.registration.entries[0]!["deadliftKg"] as number[])[0] === 250, "what was done in the outage");
  await other.inStep();
};
