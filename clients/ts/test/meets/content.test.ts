import { expect, test } from "vitest";
import { Content } from "../../src/meets/content.js";
import { freshMemory, gone, set } from "../support/meets.js";

const start = () => {
  const memory = freshMemory();
  return { memory, content: new Content(memory) };
};

test("fields and slots are put into the lifter they are of", () => {
  const { memory, content } = start();
  memory.take(set(1, "registration.entries[7]", { id: 7, name: "Al", squatKg: [100, 0, 0, 0, 0] }));
  memory.take(set(2, "registration.entries[7].name", "Bo"));
  memory.take(set(3, "registration.entries[7].squatKg[1]", 110));
  memory.take(set(4, "registration.entries[7].benchKg[2]", 60));
  expect(content.entry(7)).toEqual({ id: 7, name: "Bo", squatKg: [100, 110, 0, 0, 0], benchKg: [0, 0, 60, 0, 0] });
});

test("a field of a lifter who is not there says nothing", () => {
  const { memory, content } = start();
  memory.take(set(1, "registration.entries[7].name", "Bo"));
  expect([content.entry(7), content.entryIds]).toEqual([undefined, []]);
});

test("a deleted lifter is gone, and back when made anew", () => {
  const { memory, content } = start();
  memory.take(set(1, "registration.entries[7]", { id: 7, name: "Al" }));
  expect(content.entryIds).toEqual([7]);
  memory.take(gone(2, "registration.entries[7]"));
  content.forget(memory.takeTouched());
  expect([content.entry(7), content.entryIds]).toEqual([undefined, []]);
  memory.take(set(3, "registration.entries[7]", { id: 7, name: "Bo" }));
  content.forget(memory.takeTouched());
  expect([content.entry(7), content.entryIds]).toEqual([{ id: 7, name: "Bo" }, [7]]);
});

test("one's own unanswered edits lie on top, in their order, and give way when they are refused", () => {
  const { memory, content } = start();
  memory.take(set(1, "meet.name", "Theirs"));
  memory.edit("meet.name", { updateValue: "Mine" });
  memory.take(set(2, "meet.name", "Theirs again"));
  expect(content.field("name")).toBe("Mine");
  memory.refused(1, "CONFLICT", "", null);
  content.forget(memory.takeTouched());
  expect(content.field("name")).toBe("Theirs again");
});

test("a lifter of one's own is there before the server has heard of it, with all later edits", () => {
  const { memory, content } = start();
  memory.edit("registration.entries[10000]", { updateValue: { id: 10_000, name: "Al" } });
  memory.edit("registration.entries[10000].name", { updateValue: "Bo" });
  memory.edit("registration.entries[10000].squatKg[4]", { updateValue: 50 });
  expect(content.entry(10_000)).toEqual({ id: 10_000, name: "Bo", squatKg: [0, 0, 0, 0, 50] });
  memory.edit("registration.entries[10000]", { delete: true });
  content.forget(memory.takeTouched());
  expect(content.entryIds).toEqual([]);
});

test("a platform is put together from its parts, and a part of the moment can be deleted", () => {
  const { memory, content } = start();
  memory.take(set(1, "lifting.platforms[1].flight", "B"));
  memory.take(set(2, "live.platforms[1].lights.left", { decision: "good" }));
  memory.take(set(3, "live.platforms[1].lights.head", { decision: "bad" }));
  memory.take(gone(4, "live.platforms[1].lights.left"));
  expect(content.platform(1)).toEqual({ flight: "B" });
  expect(content.platform(1, "live")).toEqual({ lights: { head: { decision: "bad" } } });
  expect(content.platform(2)).toEqual({});
});

test("what has not changed is the same object as before; what has is another one", () => {
  const { memory, content } = start();
  for (const id of [1, 2]) memory.take(set(id, `registration.entries[${id}]`, { id, name: "x" }));
  content.forget(memory.takeTouched());
  const [one, two, ids] = [content.entry(1), content.entry(2), content.entryIds];
  memory.take(set(3, "registration.entries[2].name", "y"));
  expect([...content.forget(memory.takeTouched())]).toEqual(["registration.entries[2]"]);
  expect(content.entry(1)).toBe(one);
  expect(content.entry(2)).not.toBe(two);
  expect(two).toEqual({ id: 2, name: "x" });
  expect(content.entryIds).toBe(ids);
});

test("what a view does to a value does not reach what is held", () => {
  const { memory, content } = start();
  const divisions = ["Open"];
  memory.edit("meet.divisions", { updateValue: divisions });
  divisions.push("Juniors");
  (content.field("divisions") as string[]).push("Masters");
  content.forget(["meet.divisions"]);
  expect(content.field("divisions")).toEqual(["Open", "Juniors"]);
});
