import { afterAll, beforeAll, expect, test } from "vitest";
import { Display, type DisplayOptions } from "../../src/meets/index.js";
import { RoughWorld, chanceOf } from "../support/roughWorld.js";
import { Server } from "../support/server.js";
import { until } from "../support/until.js";
import { World, settle } from "../support/world.js";

let server: Server;
beforeAll(async () => {
  server = await Server.start();
}, 30_000);
afterAll(() => server.dispose());

const start = async (options: Partial<DisplayOptions> = {}) => {
  const world = new World();
  const display = new Display({ server: "http://here", meetId: "482-913-057", viewToken: "v1.x", around: world, ...options });
  display.connect();
  await settle();
  world.last.accept();
  return { world, display };
};

const letIn = (world: World, serverTime = "2026-03-14T11:20:00.000Z") =>
  world.last.tell({ type: "MeetJoined", payload: { meetId: "482-913-057", role: "viewer", epoch: "k3f9x2", finished: false, heartbeatSeconds: 30, serverTime } });

const view = (platform: number, serverSeq: number, more: object = {}) => ({
  type: "PlatformView",
  payload: { meetId: "482-913-057", platform, epoch: "k3f9x2", serverSeq, serverTime: "2026-03-14T11:20:31.120Z", view: { day: 1, flight: "A", lift: "S", attempt: 2, lifters: [], clock: null, ...more } },
});

test("a display comes in by its view token and shows each platform as last heard", async () => {
  const { world, display } = await start({ platforms: [1, 2] });
  expect(world.last.said).toEqual([{ type: "JoinMeet", payload: { meetId: "482-913-057", viewToken: "v1.x", watch: ["platform:1", "platform:2"] } }]);
  letIn(world);
  world.last.tell(view(1, 3));
  world.last.tell(view(2, 4));
  world.last.tell(view(1, 5, { attempt: 3 }));
  expect([...display.getSnapshot().platforms].map(([number, { serverSeq, view: shown }]) => [number, serverSeq, shown.attempt])).toEqual([[1, 5, 3], [2, 4, 2]]);
});

test("it comes back by itself and comes in again; until then it shows what it had", async () => {
  const { world, display } = await start();
  letIn(world);
  world.last.tell(view(1, 3));
  world.last.end(1006);
  await world.pass(1_000);
  expect(display.getSnapshot().platforms.size).toBe(1);
  world.last.accept();
  expect(world.last.said).toMatchObject([{ type: "JoinMeet" }]);
});

test("standings are fetched on coming in and when they have changed, one at a time, and once more if they changed meanwhile", async () => {
  const { world, display } = await start({ standings: true });
  let serverSeq = 0;
  let release: () => void = () => undefined;
  world.answer = async () => {
    await new Promise<void>((done) => (release = done));
    return { status: 200, body: { epoch: "k3f9x2", serverSeq: ++serverSeq, serverTime: "t", classes: [], points: [] } };
  };
  letIn(world);
  await settle();
  for (let i = 0; i < 3; i++) world.last.tell({ type: "StandingsChanged", payload: { meetId: "482-913-057", epoch: "k3f9x2", serverSeq: 9 } });
  expect(world.requests).toMatchObject([{ method: "GET", path: "/api/meets/482913057/standings", headers: { Authorization: "Bearer v1.x" } }]);
  release();
  await settle();
  expect([world.requests.length, display.getSnapshot().standings?.serverSeq]).toEqual([2, 1]);
  release();
  await settle();
  expect([world.requests.length, display.getSnapshot().standings?.serverSeq]).toEqual([2, 2]);
  world.answer = () => undefined;
  world.last.tell({ type: "StandingsChanged", payload: { meetId: "482-913-057", epoch: "k3f9x2", serverSeq: 10 } });
  await settle();
  world.answer = () => ({ status: 200, body: { epoch: "k3f9x2", serverSeq: 10, serverTime: "t", classes: [], points: [] } });
  await world.pass(5_000);
  expect(display.getSnapshot().standings?.serverSeq).toBe(10);
});

test("a platform's clock counts in the server's time", async () => {
  const { world, display } = await start();
  letIn(world, "2026-03-14T11:20:30.000Z");
  expect(display.clockLeftMs(1)).toBeNull();
  world.last.tell(view(1, 3, { clock: { running: true, startedAt: "2026-03-14T11:20:12.000Z", remainingMs: 60_000, lengthMs: 60_000 } }));
  expect(display.clockLeftMs(1)).toBe(42_000);
  await world.pass(10_000);
  expect(display.clockLeftMs(1)).toBe(32_000);
  world.last.tell(view(1, 4, { clock: { running: false, startedAt: null, remainingMs: 31_000, lengthMs: 60_000 } }));
  await world.pass(10_000);
  expect(display.clockLeftMs(1)).toBe(31_000);
});

test("a display asks for the time as soon as it is in, and again although views keep coming", async () => {
  const { world, display } = await start();
  letIn(world, "2026-03-14T11:20:30.000Z");
  const pings = () => (world.last.said as { type: string; payload: { sentAt: string } }[]).filter(({ type }) => type === "Ping");
  expect(pings()).toHaveLength(1);
  world.last.tell({ type: "Pong", payload: { sentAt: pings()[0]!.payload.sentAt, serverTime: "2026-03-14T11:20:30.250Z" } });
  expect(new Date(display.serverNow).toISOString()).toBe("2026-03-14T11:20:30.250Z");
  for (let i = 0; i < 31; i++) {
    world.last.tell(view(1, i));
    await world.pass(1_000);
  }

  expect(pings()).toHaveLength(2);
});

test("a meet that is being put together again says so until there is something to show", async () => {
  const { world, display } = await start();
  letIn(world);
  world.last.tell({ type: "ServerNotice", payload: { kind: "recovering", message: "The meet is being put together again.", retryAfterMs: 2_000 } });
  expect(display.getSnapshot().notice).toBe("The meet is being put together again.");
  world.last.tell(view(1, 3));
  expect(display.getSnapshot().notice).toBeNull();
});

test("a view token that is not valid is told, and nothing is tried again", async () => {
  const display = new Display({ server: server.address, meetId: "482-913-057", viewToken: "v1.482913057.1.forged", around: new RoughWorld(chanceOf(2)) });
  display.connect();
  await until(() => display.getSnapshot().refused !== null, () => JSON.stringify(display.getSnapshot()));
  expect(display.getSnapshot().line.state).toBe("idle");
});

test("a meet that cannot be read just now is asked again when the server says", async () => {
  const { world, display } = await start();
  expect(world.last.said).toMatchObject([{ payload: { watch: ["platform:*"] } }]);
  world.last.tell({ type: "JoinRejected", payload: { code: "MEET_LOST", reason: "The meet is being restored.", retryAfterMs: 5_000 } });
  expect(display.getSnapshot()).toMatchObject({ notice: "The meet is being restored.", refused: null });
  await world.pass(4_999);
  expect(world.sockets).toHaveLength(1);
  await world.pass(1);
  expect(world.sockets).toHaveLength(2);
});
