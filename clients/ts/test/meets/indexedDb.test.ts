import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { inIndexedDb } from "../../src/keep/inIndexedDb.js";
import { InIndexedDb } from "../../src/meets/indexedDb.js";
import { InMemory, type Keeping } from "../../src/meets/keeping.js";
import { freshMemory, set } from "../support/meets.js";

test.each<[string, () => [Keeping, () => Keeping]]>([
  ["in memory", () => { const keeping = new InMemory(); return [keeping, () => keeping]; }],
  ["in the browser", () => { const name = `desk ${Math.random()}`; return [new InIndexedDb(name), () => new InIndexedDb(name)]; }],
])("what is kept %s is all there after a reload, and gone once cleared", async (_, make) => {
  const [keeping, reload] = make();
  expect(await keeping.load()).toBeUndefined();
  const memory = freshMemory();
  memory.moveTo(1);
  memory.edit("meet.name", { updateValue: "Open" });
  memory.edit("meet.country", { updateValue: "USA" });
  memory.take(set(1, "meet.formula", "Dots"));
  memory.take(set(2, "meet.date", "2026-03-14"));
  await keeping.save(memory.takeChange()!);
  memory.refused(1, "CONFLICT", "", null);
  memory.edit("meet.state", { updateValue: "WA" });
  await keeping.save(memory.takeChange()!);
  const kept = (await reload().load())!;
  expect(kept.seat).toEqual(memory.seat);
  expect(kept.pending).toEqual([...memory.pending.values()]);
  expect(kept.canonical.map((item) => item.updateKey).sort()).toEqual(["meet.date", "meet.formula"]);
  memory.startOver("e2");
  memory.take(set(1, "meet.name", "Anew"));
  await keeping.save(memory.takeChange()!);
  expect((await reload().load())!.canonical).toEqual([set(1, "meet.name", "Anew")]);
  await keeping.clear();
  expect(await reload().load()).toBeUndefined();
});

test("two desks of one browser do not meet", async () => {
  const memory = freshMemory();
  memory.edit("meet.name", { updateValue: "Open" });
  await new InIndexedDb("482913057 Desk 1").save(memory.takeChange()!);
  expect(await new InIndexedDb("482913057 Desk 2").load()).toBeUndefined();
});

test("named values are listed by their beginning, in order, and stay over a reload", async () => {
  const storage = inIndexedDb("values");
  for (const name of ["b/2", "a/10", "b/1", "bb"]) await storage.set(name, { name });
  await storage.delete("a/10");
  await storage.set("b/1", "anew");
  expect(await inIndexedDb("values").list("b/")).toEqual([["b/1", "anew"], ["b/2", { name: "b/2" }]]);
  expect(await storage.list("c")).toEqual([]);
});
