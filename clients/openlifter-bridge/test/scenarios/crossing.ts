import { expect, test } from "vitest";
import type { Venue } from "../support/venue.js";

const within = 1_000;

/** What one desk does, on the other. */
export const crossing = (venue: () => Venue): void => {
  test("What is done on one desk appears on the other within a second", async () => {
    const { head, other, ids } = await venue().twoDesks([{ name: "Al Bo" }, { name: "Cy" }]);
    expect((await other.state()).registration.entries.map(({ name }) => name)).toEqual(["Al Bo", "Cy"]);
    const [al, cy] = ids as [number, number];

    const di = await head.register({ name: "Di", sex: "F" });
    expect(await other.until((state) => state.registration.entries.some(({ id }) => id === di), "a new lifter")).toBeLessThan(within);
    await other.dispatch({ type: "UPDATE_REGISTRATION", entryId: al, changes: { bodyweightKg: 88.9 } });
    expect(await head.until((state) => state.registration.entries[0]!["bodyweightKg"] === 88.9, "a weigh-in")).toBeLessThan(within);
    await head.dispatch({ type: "ENTER_ATTEMPT", entryId: al, lift: "S", attemptOneIndexed: 1, weightKg: 200 });
    expect(await other.until((state) => state.registration.entries[0]!.squatKg[0] === 200, "an attempt")).toBeLessThan(within);
    await other.dispatch({ type: "MARK_LIFT", entryId: al, lift: "S", attemptOneIndexed: 1, success: true });
    expect(await head.until((state) => state.registration.entries[0]!.squatStatus[0] === 1, "a good lift")).toBeLessThan(within);
    await head.dispatch({ type: "MARK_LIFT", entryId: al, lift: "S", attemptOneIndexed: 1, success: false });
    expect(await other.until((state) => state.registration.entries[0]!.squatStatus[0] === -1, "a bad lift")).toBeLessThan(within);
    await other.dispatch({ type: "ASSIGN_LOT_NUMBERS", lotNumbers: [3, 1, 2] });
    expect(await head.until((state) => JSON.stringify(state.registration.entries.map(({ lot }) => lot)) === "[3,1,2]", "lot numbers")).toBeLessThan(within);
    await head.dispatch({ type: "DELETE_REGISTRATION", entryId: cy });
    expect(await other.until((state) => !state.registration.entries.some(({ id }) => id === cy), "a deletion")).toBeLessThan(within);
    expect((await other.state()).registration.lookup).toEqual({ [al]: 0, [di]: 1 });
    await head.dispatch({ type: "UPDATE_MEET", changes: { name: "Spring Open" } });
    expect(await other.until((state) => state.meet["name"] === "Spring Open", "the meet's name")).toBeLessThan(within);
  });
};
