import { afterAll, beforeAll, expect, test } from "vitest";
import { Caller, Operator, Queue, type Snapshot } from "../../src/queue/index.js";
import { RoughWorld, chanceOf } from "../support/roughWorld.js";
import { Server } from "../support/server.js";
import { until } from "../support/until.js";

let server: Server;
beforeAll(async () => {
  server = await Server.start("--queue.max_size", "50", "--queue.operators.0.name", "anna", "--queue.operators.0.password", "Split-up-5-to-10", "--queue.requests_per_second", "10000", "--queue.request_burst", "10000", "--queue.register_per_address", "100000");
}, 30_000);
afterAll(() => server.dispose());

const anna = { username: "anna", password: "Split-up-5-to-10" };
const chance = chanceOf(1);

const join = async (credentials?: typeof anna, world = new RoughWorld(chance, 100)) => {
  const queue = new Queue({ server: server.address, around: world });
  if (credentials === undefined) queue.connect();
  else queue.logIn(credentials);
  await until(() => queue.getSnapshot().inStep, () => JSON.stringify(queue.getSnapshot()));
  return { queue, world, operator: new Operator(queue) };
};

/** A queue without what differs by the moment of asking, and without what comes with no event. */
const lasting = (queue: Snapshot) => ({
  ...queue,
  server_time: null,
  average_seconds: null,
  split: { ...queue.split, range: null },
  operator: null,
  queue: { ...queue.queue, queue: queue.queue.queue.map((one) => ({ ...one, time_in_queue: 0 })) },
});

test("a queue that the server does not have is told as such, and not tried for ever", async () => {
  const queue = new Queue({ server: server.address, queue: "nonesuch", around: new RoughWorld(chance, 100) });
  queue.connect();
  await until(() => queue.getSnapshot().line.state === "ended", () => JSON.stringify(queue.getSnapshot()));
  expect(queue.getSnapshot().refused).toMatchObject({ code: "unknown_queue", message: "The server has no such queue." });
});

test("a caller registers, an operator works the queue, and everybody sees the same", async () => {
  const { queue: page } = await join();
  const { queue, operator } = await join(anna);
  await operator.setActive(true);
  await operator.setFrequency("14205.00", { mode: "SSB" });
  await operator.setSplit("+5-10");
  const turns: string[] = [];
  const { queue: phone } = await join();
  const caller = new Caller(phone, { youAreNext: ({ callsign }) => turns.push(callsign) });
  const { queue: other } = await join();
  const first = await new Caller(other).register("w1aw");
  expect(first).toMatchObject({ callsign: "W1AW", position: 1 });
  expect((await caller.register("K1ABC")).position).toBe(2);
  expect((await operator.next()).current_qso?.callsign).toBe("W1AW");
  await until(() => turns.length > 0, () => JSON.stringify(caller.getSnapshot()));
  expect(turns).toEqual(["K1ABC"]);
  await operator.complete({ rst_sent: "59", rst_rcvd: "57" });
  await operator.next();
  await until(() => caller.getSnapshot().standing?.status === "current", () => JSON.stringify(caller.getSnapshot()));
  expect((await operator.undo()).undone).toBe("next");
  await until(() => caller.getSnapshot().standing?.status === "next", () => JSON.stringify(caller.getSnapshot()));
  await caller.leave();
  // The one who left is told first; the others hear of it in the same order, but not at the same moment.
  const places = () => [page, queue, phone, other].map((one) => one.getSnapshot().queue!.seq);
  await until(() => page.getSnapshot().queue!.queue.total === 0 && new Set(places()).size === 1, () => places().join());
  expect(page.getSnapshot().queue).toMatchObject({ current_qso: null, queue: { total: 0 }, frequency: { frequency: "14205.00" }, worked_callers: { total: 1 } });
  expect((await operator.log()).contacts).toMatchObject([{ callsign: "W1AW", rst_sent: "59", rst_rcvd: "57" }]);
  for (const one of [page, queue, phone, other]) one.disconnect();
});

test("an operator's log comes as an ADIF file, and nobody else's", async () => {
  const { queue, operator } = await join(anna);
  const { queue: page } = await join();
  await operator.setActive(true);
  await operator.clear();
  await operator.cancel({});
  await queue.ask("queue.register", { callsign: "VK9/EI0ABC/P" });
  await operator.next();
  await operator.complete();
  const { name, text } = await queue.adif();
  expect(name).toMatch(/^queue-main-\d{8}\.adi$/);
  expect(text).toContain("<CALL:12>VK9/EI0ABC/P");
  await expect(page.adif()).rejects.toMatchObject({ status: 401, code: "unauthorized" });
  for (const one of [queue, page]) one.disconnect();
});

test("two operators who press next at once work one caller, and one of them is told", async () => {
  const { queue: setup, operator: admin } = await join(anna);
  await admin.setActive(true);
  await admin.clear();
  for (const callsign of ["W1AW", "K1ABC"]) await setup.ask("queue.register", { callsign });
  const [one, other] = [await join(anna), await join(anna)];
  const outcomes = await Promise.allSettled([one.operator.next(), other.operator.next()]);
  expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(outcomes.find((outcome) => outcome.status === "rejected")).toMatchObject({ reason: { code: "current_changed" } });
  // Whoever the two have left there: this third client may not have heard of it yet.
  await admin.cancel({});
  for (const { queue } of [one, other, { queue: setup }]) queue.disconnect();
});

test("a wrong password is told, and nothing is tried again", async () => {
  const queue = new Queue({ server: server.address, around: new RoughWorld(chance) });
  queue.logIn({ username: "anna", password: "wrong" });
  await until(() => queue.getSnapshot().refused !== null, () => JSON.stringify(queue.getSnapshot()));
  expect(queue.getSnapshot()).toMatchObject({ line: { state: "idle" }, refused: { code: "invalid_credentials" } });
});

// queue P2, queue P10, queue P11
test("through cut cables and a killed server every action is done once and what was folded is what the server has", async () => {
  const { queue: watcher, world } = await join();
  const { queue, operator, world: shack } = await join(anna);
  await operator.setActive(true);
  await operator.clear();
  const heard: number[] = [];
  watcher.onEvent((event) => heard.push(event.seq));
  const before = (await operator.log()).total;
  for (let round = 0; round < 12; round++) {
    const callsign = `K${round % 10}${"ABCDEFGHIJKL"[round]}A`;
    const act = async () => {
      await queue.ask("queue.register", { callsign });
      await operator.next();
      await operator.complete();
    };
    const acting = act();
    await new Promise((later) => setTimeout(later, Math.floor(chance() * 8)));
    if (round % 3 === 0) world.unplug();
    if (round % 3 === 1) shack.unplug();
    if (round === 5) {
      await server.kill();
      await server.startAgain();
    }

    await new Promise((later) => setTimeout(later, 5));
    world.plugIn();
    shack.plugIn();
    await acting;
  }

  const total = (await operator.log()).total - before;
  expect(total, JSON.stringify((await operator.audit({ limit: 80 })).entries.map((one) => [one.seq, one.action, one.callsign]))).toBe(12);
  await queue.refresh();
  const now = queue.getSnapshot().queue!;
  await until(() => watcher.getSnapshot().inStep && watcher.getSnapshot().queue!.seq === now.seq, () => JSON.stringify(watcher.getSnapshot().line));
  expect(lasting(watcher.getSnapshot().queue!)).toEqual(lasting(now));
  expect([...new Set(heard)].sort((a, b) => a - b)).toEqual(heard);
  for (const one of [watcher, queue]) one.disconnect();
}, 30_000);
