import { afterAll, beforeAll, expect, test } from "vitest";
import { Desk, Display } from "../../src/meets/index.js";
import { RoughWorld, chanceOf } from "../support/roughWorld.js";
import { Server } from "../support/server.js";
import { until } from "../support/until.js";
import { World, settle } from "../support/world.js";

let server: Server;
beforeAll(async () => {
  server = await Server.start();
}, 30_000);
afterAll(() => server.dispose());

const lifter = (name: string) => ({
  day: 1, platform: 1, flight: "A", name, sex: "F", birthDate: "", age: 30, country: "", state: "", intendedWeightClassKg: "", equipment: "Sleeves", divisions: ["Open"], events: ["SBD"], lot: 0, memberId: "",
  paid: false, team: "", guest: false, instagram: "", notes: "", bodyweightKg: 60, squatRackInfo: "", benchRackInfo: "",
  squatKg: [100, 0, 0, 0, 0], benchKg: [0, 0, 0, 0, 0], deadliftKg: [0, 0, 0, 0, 0], squatStatus: [0, 0, 0, 0, 0], benchStatus: [0, 0, 0, 0, 0], deadliftStatus: [0, 0, 0, 0, 0],
});

test("a display shows what desks enter, with standings, comes back by itself, and needs no password", async () => {
  const chance = chanceOf(1);
  const desk = new Desk({ server: server.address, around: new RoughWorld(chance) });
  const { meetId, viewToken } = await desk.create({ locationName: "Head table", password: "Chalk-and-Ammonia-7", locations: [{ locationName: "Head table", priority: 1 }] });
  const world = new RoughWorld(chance);
  const display = new Display({ server: server.address, meetId, viewToken, platforms: [1], standings: true, around: world });
  display.connect();
  const view = () => display.getSnapshot().platforms.get(1)?.view;
  desk.set("meet.name", "Spring Open");
  const id = desk.addEntry(lifter("Al Bo"))!;
  await until(() => view()?.lifters[0]?.name === "Al Bo", () => JSON.stringify(display.getSnapshot()));
  expect(view()).toMatchObject({ meet: { name: "Spring Open" }, lift: "S", attempt: 1, currentEntryId: id, loading: { current: { weightKg: 100 } } });
  world.unplug();
  desk.set(`registration.entries[${id}].squatStatus[0]`, 1);
  world.plugIn();
  await until(() => view()?.lifters[0]?.best.S === 100, () => JSON.stringify(display.getSnapshot()));
  await until(() => display.getSnapshot().standings?.classes[0]?.rows[0]?.best.S === 100, () => JSON.stringify(display.getSnapshot().standings));
  desk.set("live.platforms[1].clock", { running: true, startedAt: new Date(desk.serverNow).toISOString(), remainingMs: 60_000, lengthMs: 60_000 });
  await until(() => display.clockLeftMs(1) !== null, () => JSON.stringify(view()));
  expect(display.clockLeftMs(1)).toBeGreaterThan(50_000);
  expect(display.clockLeftMs(1)).toBeLessThanOrEqual(60_000);
  display.disconnect();
  await desk.disconnect();
});

test("a view token that is not valid is told, and nothing is tried again", async () => {
  const display = new Display({ server: server.address, meetId: "482-913-057", viewToken: "v1.482913057.1.forged", around: new RoughWorld(chanceOf(2)) });
  display.connect();
  await until(() => display.getSnapshot().refused !== null, () => JSON.stringify(display.getSnapshot()));
  expect(display.getSnapshot().line.state).toBe("idle");
});

test("a meet that cannot be read just now is asked again when the server says", async () => {
  const world = new World();
  const display = new Display({ server: "http://here", meetId: "482-913-057", viewToken: "v1.x", around: world });
  display.connect();
  await settle();
  world.last.accept();
  expect(world.last.said).toEqual([{ type: "JoinMeet", payload: { meetId: "482-913-057", viewToken: "v1.x", watch: ["platform:*"] } }]);
  world.last.tell({ type: "JoinRejected", payload: { code: "MEET_LOST", reason: "The meet is being restored.", retryAfterMs: 5_000 } });
  expect(display.getSnapshot()).toMatchObject({ notice: "The meet is being restored.", refused: null });
  await world.pass(4_999);
  expect(world.sockets).toHaveLength(1);
  await world.pass(1);
  expect(world.sockets).toHaveLength(2);
});
