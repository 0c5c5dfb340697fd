import { expect, test } from "vitest";
import { Operator, Queue, QueueRefusal, type QueueEvent } from "../../src/queue/index.js";
import { QueueEnd, entry, qso, snapshotAt } from "../support/queue/queueEnd.js";
import { World, settle } from "../support/world.js";

const start = (options: { queue?: string } = {}) => {
  const world = new World();
  const queue = new Queue({ server: "http://here", clientId: "shack-pc", around: world, ...options });
  return { world, queue, end: new QueueEnd(world) };
};

const waiting = (...callsigns: string[]) => ({ queue: callsigns.map((callsign, at) => entry(callsign, at + 1)), total: callsigns.length, max_size: 4, system_active: true });

test("coming in it subscribes first and takes the whole state after, so that nothing falls in between", async () => {
  const { queue, end } = start();
  queue.connect();
  await end.greet();
  expect(end.said.map((one) => one.operation)).toEqual(["events.subscribe"]);
  end.succeed({ subscribed: [], epoch: "k3v9", seq: 118 });
  expect(end.said.map((one) => one.operation)).toEqual(["events.subscribe", "state.snapshot"]);
  end.event("current_qso", qso("K1ABC"), 118);
  end.event("queue_update", waiting("G3XYZ"), 119);
  end.succeed(snapshotAt(118, { current_qso: qso("W1AW") }));
  expect(queue.getSnapshot()).toMatchObject({ inStep: true, queue: { seq: 119, current_qso: { callsign: "W1AW" }, queue: { total: 1 } } });
});

test("another queue than the main one has an address of its own", async () => {
  const { world, queue } = start({ queue: "cw" });
  queue.connect();
  await settle();
  expect(world.last.url).toBe("ws://here/q/cw/ws/connect");
});

test("coming back it asks for what it missed and hears every event once, in order", async () => {
  const { world, queue, end } = start();
  const heard: number[] = [];
  queue.onEvent((event) => heard.push(event.seq));
  queue.connect();
  await end.letIn();
  end.event("queue_update", waiting("W1AW"), 119);
  world.last.end(1006);
  await world.pass(1_000);
  await end.greet(122);
  // The seven events for all come by themselves, before the place was named.
  end.event("queue_update", waiting("K1ABC"), 122);
  expect(end.last).toMatchObject({ operation: "events.subscribe", data: { since: 119, epoch: "k3v9" } });
  end.succeed({ subscribed: [], epoch: "k3v9", seq: 122, recovered: true, replayed: 3 });
  end.event("current_qso", qso("W1AW"), 120);
  end.event("queue_update", waiting(), 121);
  end.event("queue_update", waiting("K1ABC"), 122);
  end.event("queue_update", waiting("K1ABC"), 122);
  expect(heard).toEqual([119, 120, 121, 122]);
  expect(queue.getSnapshot().queue).toMatchObject({ seq: 122, current_qso: { callsign: "W1AW" }, queue: { total: 1 } });
});

test("what can no longer be had in steps comes as a snapshot", async () => {
  const { world, queue, end } = start();
  queue.connect();
  await end.letIn();
  world.last.end(1006);
  await world.pass(1_000);
  await end.greet(5);
  end.succeed({ subscribed: [], epoch: "m2", seq: 5, recovered: false, replayed: 0, snapshot: snapshotAt(5, { epoch: "m2", paused: true }) });
  end.event("queue_pause_update", { paused: false }, 6, null, "m2");
  expect(queue.getSnapshot().queue).toMatchObject({ epoch: "m2", seq: 6, paused: false });
});

test("a request without an answer goes out again after ten seconds and after a loss, with the same key", async () => {
  const { world, queue, end } = start();
  queue.connect();
  await end.letIn();
  const done = new Operator(queue).complete({ rst_sent: "59" });
  await settle();
  const first = end.last;
  expect(first).toMatchObject({ operation: "admin.complete_qso", data: { rst_sent: "59", expected_current: null } });
  await world.pass(10_000);
  expect(end.said.filter((one) => one.idempotency_key === first.idempotency_key)).toHaveLength(2);
  world.last.end(1006);
  await world.pass(1_000);
  await end.greet();
  end.succeed({ subscribed: [], epoch: "k3v9", seq: 120, recovered: true, replayed: 0 });
  await settle();
  expect(end.last.idempotency_key).toBe(first.idempotency_key);
  end.succeed({ message: "done", completed_qso: null }, { seq: 120, duplicate: true });
  expect((await done).message).toBe("done");
});

test("what was unanswered goes out in the old order; of frequencies only the newest", async () => {
  const { world, queue, end } = start();
  queue.connect();
  await end.letIn();
  const operator = new Operator(queue);
  const first = operator.setFrequency("14200");
  void operator.setPaused(true);
  const second = operator.setFrequency("14205");
  await settle();
  world.last.end(1006);
  const third = operator.setFrequency("14210");
  await expect(first).rejects.toMatchObject({ code: "superseded" });
  await expect(second).rejects.toMatchObject({ code: "superseded" });
  await world.pass(1_000);
  await end.greet();
  end.succeed({ subscribed: [], epoch: "k3v9", seq: 118, recovered: true });
  await settle();
  expect(end.said.slice(1).map((one) => [one.operation, one.data])).toEqual([
    ["admin.set_pause", { paused: true }],
    ["admin.set_frequency", { frequency: "14210" }],
  ]);
  end.succeed({ message: "Frequency updated successfully", frequency: "14210" });
  expect((await third).frequency).toBe("14210");
});

test("after a minute without an answer the user has moved on from `next`, but not from `complete`", async () => {
  const { world, queue, end } = start();
  queue.connect();
  await end.letIn();
  world.last.end(1006);
  const operator = new Operator(queue);
  const next = operator.next().catch((no: QueueRefusal) => no.code);
  let completed = "not yet";
  void operator.complete().catch((no: QueueRefusal) => (completed = no.code));
  await world.pass(60_000);
  expect(await next).toBe("stale");
  expect(completed).toBe("not yet");
});

test.each(["rate_limited", "overloaded", "storage_unavailable", "internal"])("%s passes: the same is asked again, when the server says", async (code) => {
  const { world, queue, end } = start();
  queue.connect();
  await end.letIn();
  const asked = queue.ask("admin.undo", {});
  await settle();
  const key = end.last.idempotency_key;
  end.fail(code, { retry_after_ms: 1_200 });
  const count = end.said.length;
  await world.pass(1_199);
  expect(end.said.length).toBe(count);
  await world.pass(1);
  expect(end.last.idempotency_key).toBe(key);
  end.succeed({ message: "Undone", undone: "next", seq: 3 });
  expect((await asked).undone).toBe("next");
});

test("any other no is an answer", async () => {
  const { queue, end } = start();
  queue.connect();
  await end.letIn();
  const asked = new Operator(queue).next();
  await settle();
  end.fail("current_changed");
  await expect(asked).rejects.toMatchObject({ code: "current_changed", message: "No." });
});

test("what acts upon the contact in progress says which one the user saw", async () => {
  const { queue, end } = start();
  queue.connect();
  await end.letIn(snapshotAt(118, { current_qso: qso("W1AW") }));
  const operator = new Operator(queue);
  for (const act of [() => operator.next(), () => operator.cancel(), () => operator.skip(), () => operator.noShow("K1ABC"), () => operator.work("K1ABC")]) {
    void act().catch(() => undefined);
    await settle();
    expect(end.last.data).toMatchObject({ expected_current: "W1AW" });
  }
});

test("what this program caused, or any logger, is marked as an echo", async () => {
  const { queue, end } = start();
  const heard: [QueueEvent["event"], boolean][] = [];
  queue.onEvent((event, echo) => heard.push([event.event, echo]));
  queue.connect();
  await end.letIn();
  end.event("frequency_update", { frequency: "14200", last_updated: null }, 119, "shack-pc");
  end.event("frequency_update", { frequency: "14201", last_updated: null }, 120, "other-pc");
  end.event("current_qso", qso("W1AW", { source: "direct", started_via: "logging_software" }), 121, "other-pc");
  end.event("current_qso", null, 122, null);
  expect(heard).toEqual([["frequency_update", true], ["frequency_update", false], ["current_qso", true], ["current_qso", false]]);
});

test("an operator authenticates before anything else, on every connection", async () => {
  const { world, queue, end } = start();
  queue.logIn({ username: "anna", password: "secret" });
  await end.greet();
  expect(end.said).toMatchObject([{ type: "auth", data: { username: "anna", password: "secret", client_id: "shack-pc" } }]);
  end.succeed({ authenticated: true });
  expect(queue.getSnapshot().operator).toBe("anna");
  end.succeed({ subscribed: [], epoch: "k3v9", seq: 118 });
  end.succeed(snapshotAt(118));
  world.last.end(1006);
  await world.pass(1_000);
  await end.greet();
  expect(end.last.type).toBe("auth");
});

test("a wrong password stops it and tells the user; a throttled one waits as told", async () => {
  const { world, queue, end } = start();
  queue.logIn({ username: "anna", password: "wrong" });
  const asked = queue.ask("admin.undo", {});
  await end.greet();
  end.fail("log_in_throttled", { retry_after_ms: 3_000 });
  await world.pass(3_000);
  expect(end.said.filter((one) => one.type === "auth")).toHaveLength(2);
  end.fail("invalid_credentials");
  await expect(asked).rejects.toMatchObject({ code: "invalid_credentials" });
  expect(queue.getSnapshot()).toMatchObject({ operator: null, line: { state: "idle" }, refused: { code: "invalid_credentials" } });
  await world.pass(120_000);
  expect(world.sockets).toHaveLength(1);
});

test("a session that was revoked ends it, and a new log-in takes it up again", async () => {
  const { world, queue, end } = start();
  queue.logIn({ username: "anna", password: "right" });
  await end.letIn();
  world.last.end(4506, "revoked");
  expect(queue.getSnapshot()).toMatchObject({ line: { state: "ended" }, refused: { code: "revoked" } });
  await expect(queue.ask("admin.undo", {})).rejects.toMatchObject({ code: "disconnected" });
  queue.logIn({ username: "anna", password: "right" });
  await end.letIn();
  expect(queue.getSnapshot()).toMatchObject({ inStep: true, operator: "anna", refused: null });
});

test("two pings that nobody answers within ten seconds each end the socket; any frame stops the clock", async () => {
  const { world, queue, end } = start();
  queue.connect();
  await end.letIn();
  await world.pass(25_000);
  expect(end.last.type).toBe("ping");
  await world.pass(9_000);
  end.signal("keepalive", {});
  await world.pass(25_000);
  await world.pass(10_000);
  expect(end.said.filter((one) => one.type === "ping")).toHaveLength(3);
  expect(queue.getSnapshot().line.state).toBe("connected");
  await world.pass(10_000);
  expect(queue.getSnapshot().line.state).not.toBe("connected");
});

test("a server that shuts down says when to come back", async () => {
  const { world, queue, end } = start();
  queue.connect();
  await end.letIn();
  end.signal("server_shutdown", { reason: "restart", reconnect_after_ms: 4_210 });
  world.last.end(1012, "restart");
  await world.pass(4_209);
  expect(world.sockets).toHaveLength(1);
  await world.pass(1);
  expect(world.sockets).toHaveLength(2);
});
