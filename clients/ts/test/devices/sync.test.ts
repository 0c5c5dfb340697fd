import { expect, test } from "vitest";
import { inMemory, type Storage } from "../../src/keep/storage.js";
import { Devices, type SyncEvent } from "../../src/devices/index.js";
import { chanceOf } from "../support/roughWorld.js";
import { DeviceEnd } from "../support/devices/deviceEnd.js";
import { World, settle } from "../support/world.js";

const start = async (storage: Storage = inMemory(), prepare: (end: DeviceEnd) => void = () => undefined) => {
  const world = new World();
  const end = new DeviceEnd(world);
  prepare(end);
  const devices = new Devices({ server: "http://here", around: world, storage });
  const heard: SyncEvent[] = [];
  devices.sync.onEvent((event) => heard.push(event));
  await devices.start();
  return { world, end, devices, heard };
};

const notes = (devices: Devices) => Object.fromEntries(devices.sync.getSnapshot().documents.get("notes") ?? []);

test("without a cursor it takes the whole state", async () => {
  const { end, devices, heard } = await start(inMemory(), (server) => server.set("n1", "milk"));
  await end.greet();
  expect(notes(devices)).toEqual({ n1: "milk" });
  expect(devices.sync.getSnapshot()).toMatchObject({ cursor: { epoch: "k3v9", seq: 1 }, inStep: true });
  expect(heard).toEqual([]);
  expect(end.asked.filter((one) => one.includes("/sync/"))).toEqual(["GET /v1/sync/state"]);
});

test("pushes are applied in order, and a repeated one changes nothing", async () => {
  const { end, devices, heard } = await start();
  await end.greet();
  const event = end.set("n1", "milk");
  end.push(event);
  end.push(event);
  end.push(end.append("document_deleted", { collection: "notes", id: "n1" }));
  end.push(end.append("lamp.switched", { on: true }));
  expect(heard.map((one) => one.seq)).toEqual([1, 2, 3]);
  expect(notes(devices)).toEqual({});
});

test("coming back it fetches page by page while holding back pushes", async () => {
  const { world, end, devices, heard } = await start();
  await end.greet();
  end.push(end.set("n0", 0));
  end.socket.end(1006);
  for (let i = 1; i <= 7; i++) end.set(`n${i}`, i);
  end.pageSize = 3;
  await world.pass(1_000);
  await settle();
  end.socket.accept();
  const nudge = end.log.at(-1)!;
  end.tell("connected", { device_id: 7, server_version: "1.4.0", connection_id: "c-2", user_id: 42, epoch: "k3v9", seq: 8, heartbeat_seconds: 30 });
  end.push(nudge);
  end.push(end.set("n8", 8));
  expect(heard.map((one) => one.seq)).toEqual([1]);
  await settle();
  expect(heard.map((one) => one.seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(notes(devices)).toEqual(end.documents);
  expect(end.asked.filter((one) => one.includes("/events?"))).toEqual([1, 4, 7].map((since) => `GET /v1/sync/events?since=${since}&epoch=k3v9`));
});

test("coming back with nothing missed asks for nothing", async () => {
  const { world, end } = await start();
  await end.greet();
  end.push(end.set("n1", 1));
  end.socket.end(1006);
  await world.pass(1_000);
  const before = end.asked.length;
  await end.greet();
  expect(end.asked.length).toBe(before);
});

test("a gap is fetched", async () => {
  const { end, devices, heard } = await start();
  await end.greet();
  end.set("n1", 1);
  end.push(end.set("n2", 2));
  await settle();
  expect(heard.map((one) => one.seq)).toEqual([1, 2]);
  expect(notes(devices)).toEqual({ n1: 1, n2: 2 });
});

test.each<[string, (end: DeviceEnd) => void]>([
  ["is gone", (end) => (end.floor = end.head)],
  ["began a new life", (end) => (end.epoch = "m2")],
])("where the log %s it takes the whole state", async (_, happens) => {
  const { world, end, devices } = await start();
  await end.greet();
  end.push(end.set("n1", 1));
  end.socket.end(1006);
  for (let i = 2; i < 6; i++) end.set(`n${i}`, i);
  happens(end);
  await world.pass(1_000);
  await end.greet();
  expect(notes(devices)).toEqual(end.documents);
  expect(devices.sync.getSnapshot()).toMatchObject({ cursor: { epoch: end.epoch, seq: 5 }, inStep: true });
});

test("a log that was empty and has lost its beginning since is taken whole", async () => {
  const { world, end, devices } = await start();
  await end.greet();
  end.socket.end(1006);
  for (let i = 1; i < 6; i++) end.set(`n${i}`, i);
  end.floor = 4;
  await world.pass(1_000);
  await end.greet();
  expect(notes(devices)).toEqual(end.documents);
});

test("a fetch that fails is tried again, and what was pushed meanwhile is not lost", async () => {
  const { world, end, devices } = await start();
  const { answer } = world;
  world.answer = (request) => (request.path.startsWith("/v1/sync") ? undefined : answer(request));
  await end.greet();
  end.push(end.set("n1", 1));
  expect(devices.sync.getSnapshot().inStep).toBe(false);
  world.answer = answer;
  await world.pass(1_000);
  expect(notes(devices)).toEqual({ n1: 1 });
  expect(devices.sync.getSnapshot().inStep).toBe(true);
});

test("cursor and documents are kept together over a reload", async () => {
  const storage = inMemory();
  const before = await start(storage);
  await before.end.greet();
  before.end.push(before.end.set("n1", 1));
  await settle();
  const after = await start(storage, (end) => end.set("n1", 1));
  expect(notes(after.devices)).toEqual({ n1: 1 });
  await after.end.greet();
  expect(after.end.asked.filter((one) => one.includes("/sync/"))).toEqual([]);
});

test("a storage that is full is told of, and disturbs nothing", async () => {
  const full: Storage = { list: () => Promise.resolve([]), set: () => Promise.reject(new Error("full")), delete: () => Promise.resolve() };
  const { end, devices } = await start(full);
  await end.greet();
  end.push(end.set("n1", 1));
  await settle();
  expect(devices.sync.getSnapshot()).toMatchObject({ notKept: "Error: full", inStep: true });
  expect(notes(devices)).toEqual({ n1: 1 });
});

test("a collection that did not change is the same object as before", async () => {
  const { end, devices } = await start();
  await end.greet();
  end.push(end.set("n1", 1));
  end.push(end.append("document_set", { collection: "lamps", id: "a", value: true }));
  const before = devices.sync.getSnapshot().documents;
  end.push(end.set("n2", 2));
  const after = devices.sync.getSnapshot().documents;
  expect(after.get("lamps")).toBe(before.get("lamps"));
  expect(after.get("notes")).not.toBe(before.get("notes"));
});

// devices P32
test.each(Array.from({ length: 60 }, (_, seed) => seed + 1))("after any sequence of losses it shows what the server has, every event once and in order (seed %i)", async (seed) => {
  const chance = chanceOf(seed);
  const { world, end, devices, heard } = await start();
  const { answer } = world;
  let isUp = false;
  for (let step = 0; step < 60; step++) {
    const dice = chance();
    if (dice < 0.4) {
      const event = chance() < 0.2 ? end.append("document_deleted", { collection: "notes", id: `n${Math.floor(chance() * 5)}` }) : end.set(`n${Math.floor(chance() * 5)}`, step);
      if (isUp && chance() < 0.9) end.push(event);
    } else if (dice < 0.5) {
      void devices.setDocument("notes", `own${Math.floor(chance() * 3)}`, step);
    } else if (dice < 0.6 && isUp) {
      end.socket.end(1006);
      isUp = false;
    } else if (dice < 0.65) {
      end.pageSize = 1 + Math.floor(chance() * 4);
    } else if (dice < 0.7) {
      end.floor = Math.max(1, Math.floor(chance() * end.head));
    } else if (dice < 0.75) {
      world.answer = chance() < 0.5 ? answer : (request) => (chance() < 0.5 ? undefined : answer(request));
    } else if (!isUp) {
      await world.pass(30_000);
      if (world.last.readyState === 0) {
        await end.greet();
        isUp = true;
      }
    } else {
      await world.pass(200);
    }
  }

  world.answer = answer;
  if (isUp) end.socket.end(1006);
  while (world.last.readyState !== 0) await world.pass(500);
  await end.greet();
  await world.pass(29_000);
  expect(notes(devices)).toEqual(end.documents);
  expect(devices.sync.getSnapshot()).toMatchObject({ inStep: true, cursor: { epoch: end.epoch, seq: end.head } });
  const numbers = heard.map((one) => one.seq);
  expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
  expect(devices.getSnapshot().waiting).toEqual([]);
});
