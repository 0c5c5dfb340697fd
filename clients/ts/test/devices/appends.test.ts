import { expect, test } from "vitest";
import { inMemory } from "../../src/keep/storage.js";
import { Devices } from "../../src/devices/index.js";
import { DeviceEnd } from "../support/devices/deviceEnd.js";
import { World, settle } from "../support/world.js";

const start = async (storage = inMemory()) => {
  const world = new World();
  const end = new DeviceEnd(world);
  const devices = new Devices({ server: "http://here", around: world, storage });
  await devices.start();
  await end.greet();
  const posts = () => world.requests.filter((one) => one.method === "POST").map((one) => one.body as { client_event_id: string; connection_id?: string; payload: { id: string } });
  return { world, end, devices, posts };
};

test("an event goes out with an id of its own and the connection's, and comes back with its number", async () => {
  const { end, devices, posts } = await start();
  const event = await devices.setDocument("notes", "n1", "milk");
  expect(event.seq).toBe(1);
  expect(posts()).toMatchObject([{ connection_id: "c-1", type: "document_set", payload: { collection: "notes", id: "n1", value: "milk" } }]);
  expect(posts()[0]!.client_event_id).toMatch(/^[A-Za-z0-9._-]{1,64}$/);
  expect(Object.fromEntries(devices.sync.getSnapshot().documents.get("notes")!)).toEqual(end.documents);
});

test("events go out one at a time and in order", async () => {
  const { world, end, devices, posts } = await start();
  const { answer } = world;
  let release: () => void = () => undefined;
  world.answer = async (request) => {
    await new Promise<void>((done) => (release = done));
    return answer(request);
  };
  const all = ["a", "b", "c"].map((id) => devices.setDocument("notes", id, 1));
  for (let count = 1; count <= 3; count++) {
    await settle();
    expect(posts()).toHaveLength(count);
    release();
  }

  await Promise.all(all);
  expect(end.log.map((one) => one.payload["id"])).toEqual(["a", "b", "c"]);
});

test.each([
  ["the network is down", undefined],
  ["the server is too busy", { status: 429, body: { code: "rate_limited" }, headers: { "Retry-After": "1" } }],
  ["the disk is full", { status: 503, body: { code: "storage_unavailable" } }],
])("where %s the same is sent again under the same id", async (_, trouble) => {
  const { world, devices, posts } = await start();
  const { answer } = world;
  world.answer = () => trouble;
  const done = devices.setDocument("notes", "n1", 1);
  await settle();
  world.answer = answer;
  await world.pass(1_000);
  await done;
  expect(posts()).toHaveLength(2);
  expect(posts()[0]!.client_event_id).toBe(posts()[1]!.client_event_id);
});

test("an answer that was lost appends nothing twice", async () => {
  const { world, end, devices } = await start();
  const { answer } = world;
  world.answer = (request) => {
    void answer(request);
    return undefined;
  };
  const done = devices.setDocument("notes", "n1", 1);
  await settle();
  world.answer = answer;
  await world.pass(1_000);
  expect((await done).seq).toBe(1);
  expect(end.head).toBe(1);
});

test("any other no fails that one, and the next go on", async () => {
  const { world, end, devices } = await start();
  const { answer } = world;
  world.answer = (request) => ((request.body as { type?: string } | undefined)?.type === "bad" ? { status: 400, body: { detail: "No.", code: "bad_type" } } : answer(request));
  const bad = devices.append("bad", {});
  const good = devices.setDocument("notes", "n1", 1);
  await expect(bad).rejects.toMatchObject({ code: "bad_type" });
  await good;
  expect(end.head).toBe(1);
});

test("what was not answered survives a reload, in its order", async () => {
  const storage = inMemory();
  const before = await start(storage);
  before.world.answer = () => undefined;
  for (const id of ["a", "b"]) before.devices.setDocument("notes", id, 1).catch(() => undefined);
  await settle();
  before.devices.disconnect();
  const after = await start(storage);
  expect(after.end.log.map((one) => one.payload["id"])).toEqual(["a", "b"]);
  expect(after.devices.getSnapshot().waiting).toEqual([]);
  expect(await storage.list("append/")).toEqual([]);
});

test("logging out drops the queue", async () => {
  const storage = inMemory();
  const { world, devices } = await start(storage);
  const { answer } = world;
  world.answer = (request) => (request.path.startsWith("/v1/sync") ? undefined : answer(request));
  const left = devices.setDocument("notes", "n1", 1);
  await settle();
  expect(await storage.list("append/")).toHaveLength(1);
  const rejected = expect(left).rejects.toThrow("signed out");
  await devices.logOut();
  await rejected;
  expect(await storage.list("append/")).toEqual([]);
});

test("nobody signed in, nothing appended", async () => {
  const world = new World();
  await expect(new Devices({ server: "http://here", around: world }).append("x", {})).rejects.toThrow("nobody is signed in");
});

test("a page that loads without a network shows what was kept, keeps what is done, and says it when the network is back", async () => {
  const storage = inMemory();
  const before = await start(storage);
  await before.devices.setDocument("notes", "n1", "milk");
  await settle();
  const world = new World();
  const end = new DeviceEnd(world);
  end.set("n1", "milk");
  const { answer } = world;
  world.answer = () => undefined;
  const devices = new Devices({ server: "http://here", around: world, storage });
  expect(await devices.start()).toBe(true);
  expect(devices.sync.getSnapshot().documents.get("notes")?.get("n1")).toBe("milk");
  const done = devices.setDocument("notes", "n2", "bread");
  await world.pass(5_000);
  expect([world.sockets.length, devices.getSnapshot().waiting.length]).toEqual([0, 1]);
  world.answer = answer;
  world.goodMoment();
  await end.greet();
  expect((await done).seq).toBe(2);
  expect(Object.fromEntries(devices.sync.getSnapshot().documents.get("notes")!)).toEqual(end.documents);
});

test("a page that loads without a network and finds out that nobody is signed in stops trying", async () => {
  const world = new World();
  const end = new DeviceEnd(world);
  const { answer } = world;
  world.answer = () => undefined;
  const devices = new Devices({ server: "http://here", around: world });
  await devices.start();
  world.answer = answer;
  end.isSignedIn = false;
  await world.pass(30_000);
  expect([devices.status.state, world.sockets.length]).toEqual(["signed_out", 0]);
});
