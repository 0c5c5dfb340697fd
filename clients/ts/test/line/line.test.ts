import { expect, test } from "vitest";
import { Line, type LineTerms } from "../../src/line/line.js";
import type { LineStatus } from "../../src/line/lineStatus.js";
import { World, settle } from "../support/world.js";

const lineTo = (world: World, terms: Partial<LineTerms> = {}) => {
  const heard: unknown[] = [];
  const states: LineStatus[] = [];
  const line = new Line(
    {
      address: () => "ws://here/ws",
      hear: (message) => {
        heard.push(message);
        return (message as { type?: string }).type === "connected";
      },
      changed: (status) => states.push(status),
      ping: () => ({ type: "ping" }),
      ...terms,
    },
    world,
  );
  return { line, heard, states: () => states.map((one) => one.state) };
};

const connect = async (world: World, line: Line) => {
  line.connect();
  await settle();
  world.last.accept();
  world.last.tell({ type: "connected" });
};

test("it is connected only once the server has greeted", async () => {
  const world = new World();
  const { line } = lineTo(world);
  line.connect();
  await settle();
  world.last.accept();
  expect(line.status.state).toBe("connecting");
  world.last.tell({ type: "something" });
  expect(line.status.state).toBe("connecting");
  world.last.tell({ type: "connected" });
  expect(line.status.state).toBe("connected");
});

test("a server that does not greet within ten seconds is left and tried again", async () => {
  const world = new World();
  const { line } = lineTo(world);
  line.connect();
  await settle();
  world.last.accept();
  await world.pass(9_999);
  expect(line.status.state).toBe("connecting");
  await world.pass(1);
  expect(line.status.state).toBe("waiting");
  expect(world.sockets[0]!.closedWith).toBe(1000);
});

test("waits double from one second to thirty, each by chance between half and the whole", async () => {
  for (const [luck, expected] of [
    [0, [500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]],
    [0.999999, [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]],
  ] as const) {
    const world = new World();
    world.luck = luck;
    const { line } = lineTo(world);
    line.connect();
    await settle();
    for (const wait of expected) {
      world.last.end(1006);
      const tries = world.sockets.length;
      await world.pass(wait - 2);
      expect(world.sockets.length).toBe(tries);
      await world.pass(3);
      expect(world.sockets.length).toBe(tries + 1);
    }
  }
});

test("the wait is short again once a connection has lasted ten seconds, and not before", async () => {
  const world = new World();
  const { line } = lineTo(world);
  await connect(world, line);
  world.last.end(1006);
  await world.pass(500);
  world.last.accept();
  world.last.tell({ type: "connected" });
  await world.pass(9_000);
  world.last.end(1006);
  await world.pass(999);
  expect(world.sockets.length).toBe(2);
  await world.pass(1);
  expect(world.sockets.length).toBe(3);
  world.last.accept();
  world.last.tell({ type: "connected" });
  await world.pass(10_000);
  world.last.end(1006);
  await world.pass(500);
  expect(world.sockets.length).toBe(4);
});

test("the server's advice when to come back wins, once", async () => {
  const world = new World();
  const { line } = lineTo(world);
  await connect(world, line);
  line.advise(7_000);
  world.last.end(1001);
  await world.pass(6_999);
  expect(world.sockets.length).toBe(1);
  await world.pass(1);
  expect(world.sockets.length).toBe(2);
  world.last.end(1006);
  await world.pass(500);
  expect(world.sockets.length).toBe(3);
});

test.each([1000, 1008, 4500, 4505, 4506, 4999])("close code %i means to stay away", async (code) => {
  const world = new World();
  const { line } = lineTo(world);
  await connect(world, line);
  world.last.end(code, "because");
  expect(line.status).toEqual({ state: "ended", code, reason: "because" });
  await world.pass(120_000);
  world.goodMoment();
  expect(world.sockets.length).toBe(1);
});

test.each([1001, 1006, 1009, 1012, 1013, 4001, 4002, 4004, 4010])("close code %i means to come back", async (code) => {
  const world = new World();
  const { line } = lineTo(world);
  await connect(world, line);
  world.last.end(code);
  expect(line.status.state).toBe("waiting");
  await world.pass(30_000);
  expect(world.sockets.length).toBeGreaterThan(1);
});

test("silence is asked about, and a server that does not answer is left", async () => {
  const world = new World();
  const { line } = lineTo(world);
  await connect(world, line);
  await world.pass(29_999);
  expect(world.last.said).toEqual([]);
  await world.pass(1);
  expect(world.last.said).toEqual([{ type: "ping" }]);
  world.last.tell({ type: "pong" });
  await world.pass(49_999);
  expect(line.status.state).toBe("connected");
  await world.pass(1);
  expect(line.status.state).toBe("waiting");
});

test("when the network returns it tries at once", async () => {
  const world = new World();
  const { line } = lineTo(world);
  await connect(world, line);
  world.last.end(1006);
  world.goodMoment();
  await settle();
  expect(world.sockets.length).toBe(2);
  world.goodMoment();
  await settle();
  expect(world.sockets.length).toBe(2);
});

test("what a replaced socket says is not heard, and there are never two", async () => {
  const world = new World();
  const { line, heard } = lineTo(world);
  await connect(world, line);
  const old = world.last;
  line.retry();
  await world.pass(500);
  old.tell({ type: "ghost" });
  old.end(4505);
  expect(heard).toEqual([{ type: "connected" }]);
  expect(line.status.state).toBe("connecting");
  expect(world.alive).toBe(1);
});

test("connecting twice makes one socket; disconnecting closes with 1000 and stays away", async () => {
  const world = new World();
  const { line } = lineTo(world);
  line.connect();
  line.connect();
  await settle();
  expect(world.sockets.length).toBe(1);
  line.disconnect();
  await world.pass(120_000);
  world.goodMoment();
  await settle();
  expect(world.sockets.length).toBe(1);
  expect(world.last.closedWith).toBe(1000);
  expect(line.status.state).toBe("idle");
});

test("disconnecting while the address is still being found opens nothing", async () => {
  const world = new World();
  let found: (address: string) => void = () => undefined;
  const { line } = lineTo(world, { address: () => new Promise((resolve) => (found = resolve)) });
  line.connect();
  line.disconnect();
  found("ws://here/ws");
  await settle();
  expect(world.sockets.length).toBe(0);
});

test("an upgrade that is refused for good ends it; one that failed otherwise does not", async () => {
  for (const refused of [true, false]) {
    const world = new World();
    const { line } = lineTo(world, { isRefused: () => Promise.resolve(refused) });
    line.connect();
    await settle();
    world.last.end(1006);
    await settle();
    expect(line.status.state).toBe(refused ? "ended" : "waiting");
  }
});

test("nothing is sent, and nothing kept, unless connected", async () => {
  const world = new World();
  const { line } = lineTo(world);
  expect(line.send({ type: "x" })).toBe(false);
  line.connect();
  await settle();
  world.last.accept();
  expect(line.send({ type: "x" })).toBe(false);
  expect(line.introduce({ type: "auth" })).toBe(true);
  world.last.tell({ type: "connected" });
  expect(line.send({ type: "x" })).toBe(true);
  expect(world.last.said).toEqual([{ type: "auth" }, { type: "x" }]);
});

test("what is not JSON is dropped and disturbs nothing", async () => {
  const world = new World();
  const { line, heard } = lineTo(world);
  await connect(world, line);
  world.last.tell("{broken");
  world.last.tell({ type: "after" });
  expect(heard).toEqual([{ type: "connected" }, { type: "after" }]);
});
