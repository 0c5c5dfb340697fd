import { expect, test } from "vitest";
import { Room, type RoomOptions } from "../../src/rooms/index.js";
import { RoomEnd, room as record } from "../support/rooms/roomEnd.js";
import { World, settle } from "../support/world.js";

const start = (options: Partial<RoomOptions> = {}) => {
  const world = new World();
  world.luck = 0.5;
  const end = new RoomEnd(world);
  const room = new Room({ room: "lobby", server: "http://here", around: world, ...options });
  room.connect();
  return { world, end, room };
};

const texts = (room: Room) => room.getSnapshot().messages.map((one) => (one.data.deleted ? "-" : one.data.text));

test("coming in shows the history and then what is said, in its order", async () => {
  const { end, room } = start({ history: 2 });
  await end.greet(1310);
  expect(Object.fromEntries(end.query)).toEqual({ close_codes: "1", history: "2" });
  end.history([1308, { text: "one" }], [1310, { text: "two" }]);
  end.chat(1311, "three");
  expect(texts(room)).toEqual(["one", "two", "three"]);
  expect(room.getSnapshot()).toMatchObject({ hasOlder: true, me: { userId: 42, handle: "anna", role: "member" }, room: { name: "Lobby" } });
});

test("coming back it names its position and its dead connection, and takes each missed entry once", async () => {
  const { world, end, room } = start();
  const heard: number[] = [];
  room.onEntry((entry) => heard.push(entry.seq));
  await end.greet(0);
  end.chat(1, "one");
  end.socket.end(1006);
  await world.pass(1_000);
  await end.greet(3, { requested: true, recovered: true, from: 2, to: 3 });
  expect(Object.fromEntries(end.query)).toEqual({ close_codes: "1", since: "1", epoch: "k3x9", replaces: "c1" });
  end.chat(2, "two");
  end.chat(3, "three");
  end.chat(4, "four");
  end.chat(4, "four");
  expect(heard).toEqual([1, 2, 3, 4]);
  expect(texts(room)).toEqual(["one", "two", "three", "four"]);
});

test("a loss in the middle of a replay goes on from the last entry taken in", async () => {
  const { world, end } = start();
  await end.greet(0);
  end.socket.end(1006);
  await world.pass(1_000);
  await end.greet(3, { requested: true, recovered: true, from: 1, to: 3 });
  end.chat(1, "one");
  end.socket.end(4010, "resync");
  await world.pass(2_000);
  expect(end.query.get("since")).toBe("1");
});

test("where nothing can be recovered it starts over with the history", async () => {
  const { world, end, room } = start();
  await end.greet(0);
  end.chat(1, "one");
  end.socket.end(1006);
  await world.pass(1_000);
  end.epoch = "q07b";
  await end.greet(12, { requested: true, recovered: false, reason: "epoch_changed" });
  end.history([12, { text: "new" }]);
  end.chat(13, "newer");
  expect(texts(room)).toEqual(["new", "newer"]);
  end.socket.end(1006);
  await world.pass(1_000);
  expect([end.query.get("since"), end.query.get("epoch")]).toEqual(["13", "q07b"]);
});

test("edits and deletions change the message they are of, and are gone over in a replay alike", async () => {
  const { end, room } = start();
  await end.greet(0);
  for (const [seq, text] of [[1, "one"], [2, "two"], [3, "three"]] as const) end.chat(seq, text);
  end.entry("system", 4, { event: "message_edited", target_id: "k3x9-1", target_seq: 1, subtype: "text", text: "ONE", revision: 2 });
  end.entry("system", 5, { event: "message_deleted", target_id: "k3x9-2", target_seq: 2 }, 7);
  end.entry("system", 6, { event: "message_edited", target_id: "k3x9-3", target_seq: 3, subtype: "text", deleted: true, revision: 2 });
  end.entry("system", 7, { event: "message_edited", target_id: "k3x9-0", target_seq: 0, subtype: "text", text: "not here", revision: 2 });
  expect(texts(room)).toEqual(["ONE", "-", "-"]);
  expect(room.getSnapshot().messages[0]!.data).toMatchObject({ revision: 2, edited_at: "2026-03-07T10:15:30.123Z" });
  expect(room.getSnapshot().messages[1]!.data).toEqual({ subtype: "text", user_handle: "ben", deleted: true, deleted_at: "2026-03-07T10:15:30.123Z", deleted_by: 7 });
});

test("what one sends is shown at once, and once only", async () => {
  const { end, room } = start();
  await end.greet(0);
  const sent = room.send("Hello");
  expect(room.getSnapshot().sending.map((one) => one.data)).toEqual([{ text: "Hello" }]);
  const { client_msg_id } = end.said[0]!;
  end.chat(1, "Hello", 42, client_msg_id);
  expect([room.getSnapshot().sending.length, texts(room)]).toEqual([0, ["Hello"]]);
  end.ack(client_msg_id!, 1);
  expect(await sent).toEqual({ id: "k3x9-1", seq: 1 });
});

test("what was not acknowledged is sent again under the same id", async () => {
  const { world, end, room } = start();
  await end.greet(0);
  const sent = room.send("Hello");
  const first = end.said[0]!;
  end.socket.end(1006);
  await world.pass(1_000);
  await end.greet(1, { requested: true, recovered: true, from: 1, to: 1 });
  expect(end.said[0]).toEqual(first);
  end.chat(1, "Hello", 42, first.client_msg_id);
  end.ack(first.client_msg_id!, 1, true);
  expect((await sent).seq).toBe(1);
  expect(texts(room)).toEqual(["Hello"]);
});

test("messages arrive in the order they were written, also when the server's rate makes one of them wait", async () => {
  const { world, end, room } = start();
  await end.greet(0);
  void room.send("one");
  void room.send("two");
  expect(end.said.map((one) => one.data["text"])).toEqual(["one"]);
  end.error("rate_limited", { retry_after_ms: 400 }, end.said[0]!.client_msg_id);
  await world.pass(399);
  expect(end.said).toHaveLength(1);
  await world.pass(1);
  expect(end.said[1]).toEqual(end.said[0]);
  end.ack(end.said[0]!.client_msg_id!, 1);
  await settle();
  expect(end.said.map((one) => one.data["text"])).toEqual(["one", "one", "two"]);
});

test("a no is told to whoever asked, and the next message goes out", async () => {
  const { end, room } = start();
  await end.greet(0);
  const refused = room.send("why?");
  const next = room.edit("k3x9-1", { text: "because" });
  end.error("muted", { until: "2026-03-07T10:30:00.000Z" }, end.said[0]!.client_msg_id);
  await expect(refused).rejects.toMatchObject({ code: "muted", details: { until: "2026-03-07T10:30:00.000Z" } });
  expect(end.said[1]!.data).toEqual({ action: "edit", id: "k3x9-1", text: "because" });
  end.ack(end.said[1]!.client_msg_id!, 2);
  expect((await next).seq).toBe(2);
});

test("a refusal is shown with its reason, and what was being sent is given up", async () => {
  const { world, end, room } = start();
  await settle();
  const sent = room.send("Hello");
  end.socket.accept();
  end.error("banned", { fatal: true, until: "2026-03-07T11:20:00.000Z" });
  end.socket.end(4501, "banned");
  await expect(sent).rejects.toMatchObject({ code: "banned" });
  expect(room.getSnapshot()).toMatchObject({ line: { state: "ended", code: 4501 }, refused: { code: "banned", details: { until: "2026-03-07T11:20:00.000Z" } } });
  await world.pass(120_000);
  expect(world.sockets).toHaveLength(1);
});

test.each([1000, 1002, 1003, 1007, 1008, 1009, 4500, 4501, 4502, 4503, 4504, 4505, 4506, 4507])("close code %i is final", async (code) => {
  const { world, end } = start();
  await end.greet(0);
  end.socket.end(code);
  await world.pass(120_000);
  expect(world.sockets).toHaveLength(1);
});

test.each([[1001, 500], [1006, 500], [1011, 500], [1012, 500], [1013, 500], [4001, 500], [4002, 10_000], [4003, 500], [4004, 500], [4010, 500]])("after close code %i it comes back, here after %i ms", async (code, ms) => {
  const { world, end } = start();
  await end.greet(0);
  end.socket.end(code);
  await world.pass(ms - 1);
  expect(world.sockets).toHaveLength(1);
  await world.pass(1);
  expect(world.sockets).toHaveLength(2);
});

test("the wait lies between nothing and the whole, and is short again only after thirty seconds", async () => {
  const { world, end } = start();
  await end.greet(0);
  end.socket.end(1006);
  await world.pass(500);
  await end.greet(0);
  await world.pass(29_000);
  end.socket.end(1006);
  await world.pass(999);
  expect(world.sockets).toHaveLength(2);
  await world.pass(1);
  await end.greet(0);
  await world.pass(30_000);
  end.socket.end(1006);
  await world.pass(500);
  expect(world.sockets).toHaveLength(4);
});

test("presence is the snapshot kept fresh by diffs; a crowd is only counted", async () => {
  const { end, room } = start();
  const anna = { user_id: 42, user_handle: "anna", role: "member", state: "active" };
  const ben = { user_id: 51, user_handle: "ben", role: "member", state: "active" };
  const cyd = { user_id: 60, user_handle: "cyd", role: "read_only", state: "away" };
  const users = () => [...room.getSnapshot().presence.users.values()];
  await end.greet(0);
  end.tell("presence", { event: "snapshot", mode: "list", users: [anna, ben], user_count: 2, connection_count: 3 });
  end.tell("presence", { event: "diff", joins: [cyd], leaves: [51], updates: [{ user_id: 42, state: "away" }, { user_id: 99, state: "away" }], user_count: 2, connection_count: 2 });
  expect(users()).toEqual([{ ...anna, state: "away" }, cyd]);
  end.entry("system", 1, { event: "member_changed", target_user_id: 60, target_user_handle: "cyd", role: "moderator" });
  expect(users()[1]).toEqual({ ...cyd, role: "moderator" });
  end.tell("presence", { event: "typing", user_ids: [60], more: 0 });
  expect(room.getSnapshot().presence.typing).toEqual([60]);
  end.tell("presence", { event: "snapshot", mode: "count", user_count: 412, connection_count: 455 });
  end.tell("presence", { event: "count", user_count: 413, connection_count: 456 });
  expect(room.getSnapshot().presence).toMatchObject({ mode: "count", userCount: 413, connectionCount: 456, typing: [] });
  expect(users()).toEqual([]);
});

test("what happens to oneself and to the room is shown", async () => {
  const { end, room } = start();
  await end.greet(0);
  end.entry("system", 1, { event: "moderation", action: "mute", target_user_id: 42, until: null, reason: "spam" });
  expect(room.getSnapshot().me).toMatchObject({ muted: true, mutedUntil: null });
  end.entry("system", 2, { event: "moderation", action: "unmute", target_user_id: 42, until: null, reason: null });
  end.entry("system", 3, { event: "member_changed", target_user_id: 42, target_user_handle: "anna", role: "owner" });
  end.entry("system", 4, { event: "room_updated", room: { ...record, name: "Hall" }, changed: ["name"] });
  end.tell("system", { event: "warning", code: "room_closing", closes_at: "2026-03-07T11:00:00.000Z" });
  expect(room.getSnapshot()).toMatchObject({ me: { muted: false, role: "owner" }, room: { name: "Hall" }, closesAt: "2026-03-07T11:00:00.000Z" });
});

test("typing is renewed every three seconds, and ends by itself, by sending, or by stopping", async () => {
  const { world, end, room } = start();
  await end.greet(0);
  const typed = () => end.said.filter((one) => one.data["event"] === "typing").map((one) => one.data["typing"]);
  room.key();
  room.key();
  await world.pass(2_000);
  room.key();
  await world.pass(3_000);
  expect(typed()).toEqual([true, true]);
  await world.pass(2_000);
  expect(typed()).toEqual([true, true, true, false]);
  room.key();
  void room.send("Hello");
  await world.pass(30_000);
  expect(typed().slice(4)).toEqual([true]);
  room.key();
  room.stopTyping();
  room.stopTyping();
  expect(typed().slice(5)).toEqual([true, false]);
});

test("the read mark only rises, and is told at most once a second", async () => {
  const { world, end, room } = start();
  await end.greet(9);
  const told = () => end.said.filter((one) => one.data["event"] === "read").map((one) => one.data["seq"]);
  room.read(3);
  room.read(5);
  room.read(4);
  expect([told(), room.getSnapshot().readSeq]).toEqual([[3], 5]);
  await world.pass(1_000);
  expect(told()).toEqual([3, 5]);
  end.tell("system", { event: "read", read_seq: 8 });
  room.read(7);
  await world.pass(1_000);
  expect([told(), room.getSnapshot().readSeq]).toEqual([[3, 5], 8]);
});

test("what was read without a line is told when it is back", async () => {
  const { world, end, room } = start();
  await end.greet(9);
  end.socket.end(1006);
  room.read(6);
  await world.pass(1_000);
  await end.greet(9, { requested: true, recovered: true, from: 10, to: 9 });
  expect(end.said.map((one) => one.data)).toEqual([{ event: "read", seq: 6 }]);
});

test("older messages are put in front, from where the history began", async () => {
  const { world, end, room } = start();
  await end.greet(3);
  end.history([3, { text: "three" }]);
  world.answer = () => ({ status: 200, body: { room_id: "lobby", epoch: "k3x9", head: 3, floor: 1, items: [1, 2].map((seq) => ({ type: "chat", data: { subtype: "text", text: `${seq}`, user_handle: "ben" }, room_id: "lobby", user_id: 51, timestamp: "t", id: `k3x9-${seq}`, seq, epoch: "k3x9" })), has_more: false, next: null } });
  expect(await room.older()).toBe(true);
  expect(world.requests[0]!.path).toBe("/api/rooms/lobby/messages?before=3&limit=50&epoch=k3x9");
  expect(texts(room)).toEqual(["1", "2", "three"]);
  expect(room.getSnapshot().hasOlder).toBe(false);
  expect(await room.older()).toBe(false);
});

test("where it gets in by a ticket each connection asks for one of its own; without a session it ends", async () => {
  const { world, end, room } = start({ ticket: true });
  world.answer = ({ body }) => ({ status: 201, body: { ticket: `T${world.requests.length}-${(body as { room_id: string }).room_id}`, expires_at: "t", expires_in_ms: 30_000 } });
  await world.pass(500);
  await end.greet(0);
  expect(end.query.get("ticket")).toMatch(/^T\d-lobby$/);
  const first = end.query.get("ticket");
  end.socket.end(1006);
  world.goodMoment();
  await end.greet(0);
  expect(end.query.get("ticket")).not.toBe(first);
  world.answer = () => ({ status: 401, body: { detail: "Log in.", code: "unauthenticated" } });
  end.socket.end(1006);
  world.goodMoment();
  await settle();
  expect(room.getSnapshot().line).toMatchObject({ state: "ended", code: 4500 });
});
