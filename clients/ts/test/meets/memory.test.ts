import { expect, test } from "vitest";
import { Memory } from "../../src/meets/memory.js";
import { canonical, freshMemory, gone, joined, set } from "../support/meets.js";

// The rows of "How a client merges" (specification of meets, 7.4), one after the other.

test("an edit is pending, with the epoch and cursor at which it was made", () => {
  const memory = freshMemory();
  memory.moveTo(56);
  expect(memory.edit("meet.name", { updateValue: "Open" })).toMatchObject({ localSeqNum: 1, epoch: "e1", afterServerSeqNum: 56, sent: false, acked: null });
  expect(memory.edit("meet.country", { updateValue: "USA" }).localSeqNum).toBe(2);
});

test("an edit of an object with an unanswered one takes over where that one stood", () => {
  const memory = freshMemory();
  memory.moveTo(5);
  const first = memory.edit("registration.entries[1]", { updateValue: { id: 1 } });
  memory.sent([first]);
  memory.moveTo(9);
  expect(memory.edit("registration.entries[1].name", { updateValue: "Al" }).afterServerSeqNum).toBe(5);
  expect(memory.edit("registration.entries[2].name", { updateValue: "Bo" }).afterServerSeqNum).toBe(9);
  memory.acked(1, 10, true);
  memory.acked(2, 11, true);
  memory.moveTo(11);
  expect(memory.edit("registration.entries[1].name", { updateValue: "Cy" }).afterServerSeqNum).toBe(11);
});

test("an edit that was never sent gives way to a later one of the same key, unless something was built upon it", () => {
  const memory = freshMemory();
  memory.edit("meet.name", { updateValue: "One" });
  memory.edit("meet.name", { updateValue: "Two" });
  expect([...memory.pending.keys()]).toEqual([2]);
  memory.edit("registration.entries[1]", { updateValue: { id: 1 } });
  memory.edit("registration.entries[1].name", { updateValue: "Al" });
  memory.edit("registration.entries[1]", { updateValue: { id: 1, name: "Bo" } });
  expect([...memory.pending.keys()]).toEqual([2, 3, 4, 5]);
  memory.sent([...memory.pending.values()]);
  memory.edit("meet.name", { updateValue: "Three" });
  expect([...memory.pending.keys()]).toEqual([2, 3, 4, 5, 6]);
});

test("an acknowledged edit is numbered, as one's own", () => {
  const memory = freshMemory();
  memory.edit("meet.name", { updateValue: "Open" });
  memory.acked(1, 7, true);
  expect(memory.pending.size).toBe(0);
  expect([...memory.canonical.items()]).toEqual([{ updateKey: "meet.name", updateValue: "Open", serverSeqNum: 7, priority: 5, locationName: "Desk 2", authorId: "me" }]);
});

test.each([
  ["at its key", "registration.entries[1].name"],
  ["around it", "registration.entries[1]"],
])("an acknowledged edit does not replace what has a higher number %s", (_, key) => {
  const memory = freshMemory();
  memory.edit("registration.entries[1].name", { updateValue: "Al" });
  memory.take(set(9, key, key.endsWith("name") ? "Bo" : { id: 1, name: "Bo" }));
  memory.acked(1, 7, true);
  expect(canonical(memory)).toEqual([[9, key, key.endsWith("name") ? "Bo" : { id: 1, name: "Bo" }]]);
});

test("what is acknowledged while the stream is paused is kept for sending again until the cursor has passed it", () => {
  const memory = freshMemory();
  memory.edit("meet.name", { updateValue: "Open" });
  memory.acked(1, 7, false);
  expect(memory.pending.get(1)).toMatchObject({ acked: 7 });
  memory.moveTo(6);
  expect(memory.pending.size).toBe(1);
  memory.take(set(7, "meet.name", "Open"));
  memory.moveTo(7);
  expect(memory.pending.size).toBe(0);
});

test("a refused edit is dropped and handed back; what stands comes with it", () => {
  const memory = freshMemory();
  memory.edit("meet.name", { updateValue: "Mine" });
  const standing = { updateValue: "Theirs", serverSeqNum: 4, priority: 10, locationName: "Head table", authorId: "other" };
  expect(memory.refused(1, "CONFLICT", "Head table was first.", standing)).toMatchObject({ update: { updateValue: "Mine" }, code: "CONFLICT", standing });
  expect(memory.pending.size).toBe(0);
  expect(memory.refused(1, "CONFLICT", "Head table was first.", standing)).toBeUndefined();
});

test("items are applied in order: a whole object or a deletion removes older parts below it", () => {
  const memory = freshMemory();
  memory.take(set(1, "registration.entries[1]", { id: 1 }));
  memory.take(set(2, "registration.entries[1].name", "Al"));
  memory.take(set(3, "registration.entries[10].name", "another lifter"));
  memory.take(set(4, "registration.entries[1]", { id: 1, name: "Bo" }));
  expect(canonical(memory)).toEqual([[3, "registration.entries[10].name", "another lifter"], [4, "registration.entries[1]", { id: 1, name: "Bo" }]]);
  memory.take(set(5, "registration.entries[1].name", "Cy"));
  memory.take(gone(6, "registration.entries[1]"));
  expect(canonical(memory).slice(1)).toEqual([[6, "registration.entries[1]", "deleted"]]);
});

test.each([
  ["at its key", set(9, "registration.entries[1].name", "new")],
  ["around it", gone(9, "registration.entries[1]")],
])("an item older than what is there %s is ignored", (_, newer) => {
  const memory = freshMemory();
  memory.take(newer);
  memory.take(set(8, "registration.entries[1].name", "old"));
  expect(canonical(memory)).toHaveLength(1);
  expect(memory.canonical.holds(8)).toBe(false);
});

test("after a loss everything unanswered goes out in local order, in batches of one epoch each", () => {
  const memory = freshMemory();
  for (let i = 0; i < 3; i++) memory.edit(`meet.field${i}`, { updateValue: i });
  memory.startOver("e2");
  for (let i = 3; i < 6; i++) memory.edit(`meet.field${i}`, { updateValue: i });
  expect(memory.batches(2).map((batch) => [batch[0]!.epoch, batch.map((one) => one.localSeqNum)])).toEqual([["e1", [1, 2]], ["e1", [3]], ["e2", [4, 5]], ["e2", [6]]]);
});

test("a server that lost its state is told the items above what it holds and up to the cursor, tombstones too, in order", () => {
  const memory = freshMemory();
  memory.take(set(3, "meet.name", "Open"));
  memory.take(gone(2, "registration.entries[1]"));
  memory.take(set(1, "meet.country", "USA"));
  memory.take(set(4, "meet.formula", "Dots"));
  memory.moveTo(3);
  expect(memory.heldAbove("e1", 1).map((item) => item.serverSeqNum)).toEqual([2, 3]);
  expect(memory.heldAbove("e0", 0)).toEqual([]);
});

test("another life of the log drops what was numbered and keeps what was asked for", () => {
  const memory = freshMemory();
  memory.take(set(1, "meet.name", "Open"));
  memory.moveTo(1);
  memory.edit("meet.country", { updateValue: "USA" });
  memory.acked(1, 9, false);
  memory.startOver("e2");
  expect(canonical(memory)).toEqual([]);
  expect(memory.seat).toMatchObject({ epoch: "e2", cursor: 0 });
  expect([...memory.pending.values()]).toMatchObject([{ epoch: "e1", localSeqNum: 1, acked: null }]);
});

test("joining again keeps what was done, the cursor and the local numbers, and takes the new block of ids", () => {
  const memory = freshMemory();
  memory.moveTo(5);
  memory.edit("meet.name", { updateValue: "Open" });
  memory.joined({ ...joined, sessionToken: "s1.y", epoch: "e9", headServerSeq: 99, entryIds: { from: 20_000, to: 29_999 } });
  expect(memory.seat).toMatchObject({ token: "s1.y", epoch: "e1", cursor: 5, nextLocal: 2, nextEntryId: 20_000 });
  expect(memory.pending.size).toBe(1);
});

test("ids come from one's own block, each once, until it is used up", () => {
  const memory = new Memory();
  memory.joined({ ...joined, entryIds: { from: 10_000, to: 10_001 } });
  expect([memory.freshEntryId(), memory.freshEntryId(), memory.freshEntryId()]).toEqual([10_000, 10_001, null]);
});

test("what must be kept is what changed since it was taken last, and nothing where nothing did", () => {
  const memory = freshMemory();
  expect(memory.takeChange()).toBeUndefined();
  memory.edit("meet.name", { updateValue: "Open" });
  memory.acked(1, 1, true);
  const change = memory.takeChange()!;
  expect([change.pending.get(1), change.canonical.get("meet.name")?.serverSeqNum, change.seat?.nextLocal]).toEqual([null, 1, 2]);
  expect(memory.takeChange()).toBeUndefined();
});

test("what was kept is taken up as it was, in local order", () => {
  const memory = freshMemory();
  memory.edit("meet.name", { updateValue: "Open" });
  memory.edit("meet.country", { updateValue: "USA" });
  memory.take(set(1, "meet.formula", "Dots"));
  const again = new Memory({ seat: memory.seat!, pending: [...memory.pending.values()].reverse(), canonical: [...memory.canonical.items()] });
  expect([...again.pending.keys()]).toEqual([1, 2]);
  expect([again.seat, canonical(again)]).toEqual([memory.seat, canonical(memory)]);
});
