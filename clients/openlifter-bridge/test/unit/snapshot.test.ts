import { expect, test } from "vitest";
import type { AppState } from "../../src/app/shape.js";
import { objectsOf, Snapshot } from "../../src/sync/snapshot.js";

const neither = { kind: "neither" } as const;
const state = (): AppState => ({
  language: "en", versions: {}, meet: { name: "Open", divisions: ["Open"] }, lifting: { platform: 1, day: 1, flight: "A", lift: "S", overrideAttempt: null, overrideEntryId: null, columnDivisionWidthPx: 700 },
  registration: { nextEntryId: 3, entries: [{ id: 1, name: "Al", squatKg: [100, 0, 0, 0, 0] }, { id: 2, name: "Cy", squatKg: [0, 0, 0, 0, 0] }], lookup: { 1: 0, 2: 1 } },
});

const seen = (role: Parameters<typeof objectsOf>[1] = neither): Snapshot => {
  const snapshot = new Snapshot();
  snapshot.see(objectsOf(state(), role));
  return snapshot;
};

test("A lifter that was changed in place goes out as the one slot that changed", () => {
  const snapshot = new Snapshot();
  const now = state();
  snapshot.see(objectsOf(now, neither));
  (now.registration.entries[0]!["squatKg"] as number[])[1] = 110;
  expect(snapshot.editsTo(objectsOf(now, neither))).toEqual([{ key: "registration.entries[1].squatKg[1]", value: 110 }]);
  expect(snapshot.editsTo(objectsOf(now, neither))).toEqual([]);
});

test("A new lifter goes out whole, one that is gone as a deletion, and a field of the meet as one value", () => {
  const was = state();
  const now: AppState = { ...was, meet: { ...was.meet, divisions: ["Open", "Junior"] }, registration: { ...was.registration, entries: [was.registration.entries[0]!, { id: 7, name: "Di" }] } };
  expect(seen().editsTo(objectsOf(now, neither))).toEqual([
    { key: "meet.divisions", value: ["Open", "Junior"] },
    { key: "registration.entries[7]", value: { id: 7, name: "Di" } },
    { key: "registration.entries[2]", isDeleted: true },
  ]);
});

test("Order, lookup, the next number, the language and the width of the table never go out", () => {
  const was = state();
  const now: AppState = { ...was, language: "de", versions: { x: 1 }, lifting: { ...was.lifting, columnDivisionWidthPx: 1, flight: "B" }, registration: { nextEntryId: 99, entries: [...was.registration.entries].reverse(), lookup: {} } };
  expect(seen().editsTo(objectsOf(now, neither))).toEqual([]);
});

test("The lifting page goes out only to the platform that this desk runs, while it shows it", () => {
  const runs = { kind: "runs", platform: 1 } as const;
  const was = state();
  const moved = (lifting: object): AppState => ({ ...was, lifting: { ...was.lifting, ...lifting } });
  const snapshot = seen(runs);
  expect(snapshot.editsTo(objectsOf(moved({ lift: "B" }), runs))).toEqual([{ key: "lifting.platforms[1].lift", value: "B" }]);
  expect(snapshot.editsTo(objectsOf(moved({ platform: 2, lift: "D" }), runs))).toEqual([]);
  expect(snapshot.editsTo(objectsOf(moved({ lift: "D" }), runs))).toEqual([{ key: "lifting.platforms[1].lift", value: "D" }]);
});
