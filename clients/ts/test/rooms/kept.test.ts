import { expect, test } from "vitest";
import { inMemory, type Storage } from "../../src/keep/storage.js";
import { Room } from "../../src/rooms/index.js";
import { RoomEnd } from "../support/rooms/roomEnd.js";
import { World, settle } from "../support/world.js";

/** A page that has just been loaded. */
const page = (storage: Storage) => {
  const world = new World();
  const room = new Room({ room: "lobby", server: "http://here", around: world, storage });
  room.connect();
  return { world, end: new RoomEnd(world), room };
};

const waiting = (room: Room) => room.getSnapshot().sending.map((one) => ("text" in one.data ? one.data.text : ""));

test("what was not confirmed goes out again after a reload, in its order and under its ids, and is forgotten once confirmed", async () => {
  const storage = inMemory();
  const before = page(storage);
  // One is written before the server has said who this is.
  for (const text of ["one", "two"]) void before.room.send(text).catch(() => undefined);
  await before.end.greet(0);
  await settle();
  const first = before.end.said[0]!.client_msg_id;

  const after = page(storage);
  void after.room.send("three").catch(() => undefined);
  await after.end.greet(0);
  await settle();
  expect(waiting(after.room)).toEqual(["one", "two", "three"]);
  expect(after.end.said[0]).toMatchObject({ data: { text: "one" }, client_msg_id: first });
  for (let seq = 1; seq <= 3; seq++) {
    after.end.ack(after.end.said[seq - 1]!.client_msg_id!, seq);
    await settle();
  }

  expect(after.end.said.map((one) => one.data["text"])).toEqual(["one", "two", "three"]);
  expect(await storage.list("room/")).toEqual([]);
});

test("a refused message stays, also over a reload, until it is said again or discarded", async () => {
  const storage = inMemory();
  const before = page(storage);
  await before.end.greet(0);
  await settle();
  const refused = before.room.send("why?");
  await settle();
  before.end.error("muted", {}, before.end.said[0]!.client_msg_id);
  await expect(refused).rejects.toMatchObject({ code: "muted" });
  expect(before.room.getSnapshot()).toMatchObject({ sending: [], unsent: [{ data: { text: "why?" }, code: "muted" }] });

  const after = page(storage);
  await after.end.greet(0);
  await settle();
  expect(after.end.said).toEqual([]);
  const { clientMsgId } = after.room.getSnapshot().unsent[0]!;
  after.room.again(clientMsgId);
  await settle();
  expect(after.end.said[0]).toMatchObject({ data: { text: "why?" }, client_msg_id: clientMsgId });
  after.end.error("muted", {}, clientMsgId);
  await settle();
  after.room.discard(clientMsgId);
  expect(after.room.getSnapshot()).toMatchObject({ sending: [], unsent: [] });
  expect(await storage.list("room/")).toEqual([]);
});

test("leaving keeps what was not confirmed for the next time, and another user's is another's", async () => {
  const storage = inMemory();
  const { end, room, world } = page(storage);
  await end.greet(0);
  await settle();
  void room.send("one").catch(() => undefined);
  await settle();
  room.disconnect();
  expect(waiting(room)).toEqual([]);

  const other = page(storage);
  await other.end.greet(0, {}, { user_id: 51, user_handle: "ben" });
  await settle();
  expect(waiting(other.room)).toEqual([]);

  room.connect();
  await new RoomEnd(world).greet(0);
  await settle();
  expect(waiting(room)).toEqual(["one"]);
});

test("a storage that may not be used keeps nobody from talking", async () => {
  const no = () => Promise.reject(new Error("forbidden"));
  const { end, room } = page({ list: no, set: no, delete: no });
  void room.send("one").catch(() => undefined);
  await end.greet(0);
  await settle();
  expect(end.said).toMatchObject([{ data: { text: "one" } }]);
});
