import { expect, test } from "vitest";
import { chanceOf } from "../../../ts/test/support/roughWorld.js";
import { contentOf } from "../support/content.js";
import type { DeskPerson, Lifter, State } from "../support/desk.js";
import { Dice } from "../support/random.js";
import type { Venue } from "../support/venue.js";

const seed = Number(process.env["ROLLCALL_SEED"] ?? Date.now() % 1_000_000);
const rounds = process.env["ROLLCALL_LONG"] === "1" ? 120 : 30;
const lifterCount = 86;

type Action = { readonly type: string; readonly [name: string]: unknown };
const lifts = ["S", "B", "D"] as const;

const register = (dice: Dice, name: string): Action => ({
  type: "NEW_REGISTRATION",
  overwriteDefaults: {
    name, sex: dice.of(["M", "F", "Mx"]), equipment: dice.of(["Sleeves", "Wraps", "Single-ply"]), flight: dice.of(["A", "B", "C"]), divisions: ["Open"], events: ["SBD"], age: 20 + dice.below(40), country: "USA", state: "WA",
    bodyweightKg: 60 + dice.below(600) / 10, squatKg: [100 + dice.below(100), 0, 0, 0, 0], benchKg: [60 + dice.below(80), 0, 0, 0, 0], deadliftKg: [120 + dice.below(120), 0, 0, 0, 0],
  },
});

/** Something that a desk may do to a lifter in the course of a meet. */
const something = (dice: Dice, entryId: number): Action => {
  const lift = dice.of(lifts);
  const attemptOneIndexed = 1 + dice.below(4);
  return dice.of<() => Action>([
    () => ({ type: "UPDATE_REGISTRATION", entryId, changes: { bodyweightKg: 60 + dice.below(600) / 10 } }),
    () => ({ type: "UPDATE_REGISTRATION", entryId, changes: { lot: dice.below(90), team: dice.of(["Iron", "Steel", ""]) } }),
    () => ({ type: "ENTER_ATTEMPT", entryId, lift, attemptOneIndexed, weightKg: 100 + dice.below(80) * 2.5 }),
    () => ({ type: "ENTER_ATTEMPT", entryId, lift, attemptOneIndexed, weightKg: 100 + dice.below(80) * 2.5 }),
    () => ({ type: "MARK_LIFT", entryId, lift, attemptOneIndexed, success: dice.isTrue(0.7) }),
    () => ({ type: "MARK_LIFT", entryId, lift, attemptOneIndexed, success: dice.isTrue(0.7) }),
  ])();
};

const dispatchAll = (desk: DeskPerson, actions: readonly Action[]): Promise<void> =>
  desk.page.evaluate((actions) => {
    const store = (globalThis as any).application;
    for (const action of actions) {
      // Lots are drawn for those who are there when they are drawn.
      const count: number = store.getState().registration.entries.length;
      const lots = action.type === "ASSIGN_LOT_NUMBERS" ? { lotNumbers: Array.from({ length: count }, (_, place) => ((place * 7) % count) + 1) } : {};
      store.dispatch({ ...action, ...lots });
    }
  }, actions);

const tokenOf = (desk: DeskPerson): Promise<string> =>
  desk.page.evaluate(
    () =>
      new Promise<string>((found) => {
        const opening = indexedDB.open("rollcall meet openlifter");
        opening.onsuccess = () => {
          const asking = opening.result.transaction("seat").objectStore("seat").get("seat");
          asking.onsuccess = () => found(asking.result.token);
        };
      }),
  );

const best = (lifter: Lifter, weights: string, decisions: string): number =>
  Math.max(0, ...[0, 1, 2].map((n) => ((lifter[decisions] as number[])[n] === 1 ? (lifter[weights] as number[])[n]! : 0)));

const letters = (count: number): string => `${String.fromCharCode(65 + Math.floor(count / 26))}${String.fromCharCode(97 + (count % 26))}`;

/** A meet from the first registration to its results. */
export const wholeMeet = (venue: () => Venue): void => {
  test("After a random meet of 86 lifters with outages both browsers, the server's state and its results file agree", { timeout: 300_000 }, async () => {
    console.log(`whole meet: ROLLCALL_SEED=${seed}`);
    const dice = new Dice(chanceOf(seed));
    const { head, other, meetId } = await venue().twoDesks();
    const desks = [head, other];
    await head.go("Lifting");
    await other.go("Weigh-ins");
    await head.dispatch({ type: "UPDATE_MEET", changes: { name: "Spring Open", federation: "USPA", country: "USA", city: "Seattle", state: "WA" } });

    let registered = 0;
    for (let round = 0; round < rounds; round++) {
      for (const desk of desks) {
        if (dice.isTrue(0.3)) desk.cable.isPulled ? desk.cable.plugIn() : desk.cable.pull();
        const actions: Action[] = [];
        const fair = Math.ceil(((round + 1) * lifterCount) / (rounds / 2));
        while (registered < Math.min(lifterCount, fair) && dice.isTrue(0.8)) actions.push(register(dice, `Lifter ${letters(registered++)}`));
        const { entries } = (await desk.state()).registration;
        for (let n = dice.below(20); entries.length > 0 && n > 0; n--) actions.push(something(dice, dice.of(entries).id));
        if (entries.length > 5 && dice.isTrue(0.05)) actions.push({ type: "ASSIGN_LOT_NUMBERS" });
        await dispatchAll(desk, actions);
      }
    }

    while (registered < lifterCount) await head.dispatch(register(dice, `Lifter ${letters(registered++)}`));
    for (const desk of desks) desk.cable.plugIn();
    await Promise.all(desks.map((desk) => desk.inStep()));

    const authorization = { Authorization: `Bearer ${await tokenOf(head)}` };
    const get = (path: string) => fetch(`${venue().server.address}/api/meets/${meetId}/${path}`, { headers: authorization });
    const wanted = contentOf((await (await get("openlifter")).json()) as State);
    expect(wanted.entries.length).toBe(lifterCount);
    for (const desk of desks) await expect.poll(async () => contentOf(await desk.state()), { timeout: 10_000 }).toEqual(wanted);
    for (const desk of desks) await desk.inStep();

    // The results file says of each lifter what both browsers hold.
    const csv = (await (await get("opl.csv")).text()).split("\n").slice(5).filter((line) => line !== "").map((line) => line.split(","));
    const columns = csv[0]!;
    const rows = new Map(csv.slice(1).map((row) => [row[columns.indexOf("Name")]!, row]));
    expect(rows.size).toBe(lifterCount);
    for (const lifter of (await other.state()).registration.entries) {
      const cell = (name: string): string => rows.get(lifter.name)![columns.indexOf(name)] ?? "";
      const [squat, bench, deadlift] = [best(lifter, "squatKg", "squatStatus"), best(lifter, "benchKg", "benchStatus"), best(lifter, "deadliftKg", "deadliftStatus")];
      expect([lifter.name, cell("Best3SquatKg"), cell("Best3BenchKg"), cell("Best3DeadliftKg")]).toEqual([lifter.name, ...[squat, bench, deadlift].map((kg) => (kg === 0 ? "" : String(kg)))]);
      expect(cell("TotalKg")).toBe(squat > 0 && bench > 0 && deadlift > 0 ? String(squat + bench + deadlift) : "");
    }
  });
};
