import { expect, test } from "vitest";
import { inMemory } from "../../src/keep/storage.js";
import { Caller, Queue, type CallerStanding } from "../../src/queue/index.js";
import { QueueEnd, entry } from "../support/queue/queueEnd.js";
import { World, settle } from "../support/world.js";

const standing = (callsign: string, status: CallerStanding["status"], position: number | null): CallerStanding => ({
  queue: "main", callsign, status, position, ahead: position === null ? null : position - 1, eta_seconds: null, registered_at: "2026-03-09T18:20:00.000Z", system_active: true, paused: false,
});

const start = async (storage = inMemory()) => {
  const world = new World();
  const queue = new Queue({ server: "http://here", around: world });
  const end = new QueueEnd(world);
  const turns: string[] = [];
  const caller = new Caller(queue, { storage, youAreNext: ({ callsign }) => turns.push(callsign) });
  queue.connect();
  await end.letIn();
  return { world, queue, end, caller, turns };
};

const register = async (caller: Caller, end: QueueEnd) => {
  const registered = caller.register("K1ABC");
  await settle();
  end.succeed({ message: "Callsign registered successfully", entry: entry("K1ABC", 2), ticket: "41.mX3v" });
  await settle();
  end.succeed(standing("K1ABC", "waiting", 2));
  return registered;
};

test("who registers watches the place, and is told when it is their turn, each time", async () => {
  const { caller, end, turns } = await start();
  expect((await register(caller, end)).position).toBe(2);
  expect(caller.getSnapshot()).toMatchObject({ ticket: "41.mX3v", standing: { position: 2 } });
  end.signal("you_are_next", standing("K1ABC", "next", 1));
  end.signal("caller_update", standing("K1ABC", "next", 1));
  expect(turns).toEqual(["K1ABC"]);
  end.signal("caller_update", standing("K1ABC", "waiting", 2));
  end.signal("you_are_next", standing("K1ABC", "next", 1));
  expect(turns).toEqual(["K1ABC", "K1ABC"]);
});

test("another caller's place on the same connection is not mine", async () => {
  const { caller, end, turns } = await start();
  await register(caller, end);
  end.signal("you_are_next", standing("G3XYZ", "next", 1));
  expect(turns).toEqual([]);
  expect(caller.getSnapshot().standing?.callsign).toBe("K1ABC");
});

test("a ticket survives a reload of the page, and every reconnect watches it again", async () => {
  const storage = inMemory();
  const before = await start(storage);
  await register(before.caller, before.end);
  const { world, caller, end } = await start(storage);
  const resumed = caller.resume();
  await settle();
  expect(end.last).toMatchObject({ operation: "caller.watch", data: { ticket: "41.mX3v" } });
  end.succeed(standing("K1ABC", "waiting", 1));
  expect(await resumed).toBe(true);
  world.last.end(1006);
  await world.pass(1_000);
  await end.greet();
  end.succeed({ subscribed: [], epoch: "k3v9", seq: 118, recovered: true });
  await settle();
  expect(end.last).toMatchObject({ operation: "caller.watch", data: { ticket: "41.mX3v" } });
});

test("a ticket that nobody knows any more is forgotten", async () => {
  const storage = inMemory();
  const { caller, end } = await start(storage);
  await storage.set("ticket/main", "1.old");
  const resumed = caller.resume();
  await settle();
  end.fail("bad_ticket");
  expect(await resumed).toBe(false);
  expect(await storage.list("ticket/")).toEqual([]);
});

test("leaving gives the place up and forgets the ticket", async () => {
  const storage = inMemory();
  const { caller, end } = await start(storage);
  await register(caller, end);
  const left = caller.leave();
  await settle();
  expect(end.last).toMatchObject({ operation: "caller.leave", data: { ticket: "41.mX3v" } });
  end.succeed({ message: "You have left the queue", callsign: "K1ABC" });
  await left;
  expect(caller.getSnapshot()).toEqual({ ticket: null, standing: null });
  expect(await storage.list("ticket/")).toEqual([]);
});
