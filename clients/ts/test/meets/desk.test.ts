import { expect, test } from "vitest";
import { Desk, InMemory, type DeskOptions, type Joined } from "../../src/meets/index.js";
import { gone, joined, set } from "../support/meets.js";
import { World, settle } from "../support/world.js";

const start = async (options: DeskOptions = {}) => {
  const world = new World();
  world.luck = 0.5;
  const desk = new Desk({ server: "http://here", around: world, ...options });
  const join = desk.join({ meetId: "482-913-057", password: "x", locationName: "Desk 2" });
  await open(world);
  return { world, desk, join };
};

const open = async (world: World) => {
  await settle();
  world.last.accept();
  await settle();
};

const tell = async (world: World, type: string, payload: object) => {
  world.last.tell({ type, payload });
  await settle();
};

const page = (world: World, items: object[], lastServerSeq: number, more: object = {}) =>
  tell(world, "ServerPull", { epoch: "e1", updatesRelayed: items, lastServerSeq, headServerSeq: lastServerSeq, more: false, resync: false, finished: false, ...more });

/** Joined, pulled, live. */
const live = async (options: DeskOptions = {}, as: Partial<Joined> = {}) => {
  const { world, desk, join } = await start(options);
  await tell(world, "MeetJoined", { ...joined, ...as });
  await page(world, [], 0);
  await join;
  return { world, desk };
};

const said = (world: World) => world.last.said.filter((one) => (one as { type: string }).type !== "Ping") as { type: string; payload: Record<string, unknown> }[];
const updates = (world: World) => said(world).filter((one) => one.type === "UpdateInit").map(({ payload }) => [payload["epoch"], (payload["updates"] as { localSeqNum: number; afterServerSeqNum: number }[]).map((one) => [one.localSeqNum, one.afterServerSeqNum])]);

test("joining it pulls from nothing, and is in step once there is no more", async () => {
  const { world, desk, join } = await start();
  expect(said(world)).toMatchObject([{ type: "JoinMeet", payload: { meetId: "482-913-057", password: "x", locationName: "Desk 2", watch: ["updates", "presence", "conflicts"] } }]);
  await tell(world, "MeetJoined", joined);
  expect(said(world)[1]).toMatchObject({ type: "ClientPull", payload: { epoch: "e1", lastServerSeq: 0 } });
  await page(world, [set(1, "meet.name", "Open")], 1, { more: true });
  expect(desk.status.inStep).toBe(false);
  expect(said(world)[2]).toMatchObject({ type: "ClientPull", payload: { lastServerSeq: 1 } });
  await page(world, [set(2, "meet.country", "USA")], 2);
  expect(desk.status.inStep).toBe(true);
  expect([desk.content.field("name"), desk.content.field("country"), (await join).role]).toEqual(["Open", "USA", "writer"]);
});

test("a wrong password is the answer, and the line is closed", async () => {
  const { world, desk, join } = await start();
  const no = expect(join).rejects.toMatchObject({ rejection: { code: "BAD_CREDENTIALS" } });
  await tell(world, "JoinRejected", { code: "BAD_CREDENTIALS", reason: "Wrong meet id or password.", retryAfterMs: null });
  await no;
  expect(desk.status.line.state).toBe("idle");
});

test("connected again it pulls from the cursor, and what is pending goes out after the first page, unchanged and in order", async () => {
  const { world, desk } = await live();
  await page(world, [set(5, "meet.name", "Open")], 5);
  world.last.end(1006);
  desk.set("meet.country", "USA");
  desk.set("registration.entries[10000]", { id: 10_000, name: "Al" });
  expect(desk.status).toMatchObject({ inStep: false, pending: 2 });
  await world.pass(1_000);
  await open(world);
  expect(said(world)).toMatchObject([{ type: "ClientPull", payload: { lastServerSeq: 5 } }]);
  await page(world, [set(6, "meet.state", "WA")], 6, { more: true });
  expect(said(world).map((one) => one.type)).toEqual(["ClientPull", "UpdateInit", "ClientPull"]);
  expect(updates(world)).toEqual([["e1", [[1, 5], [2, 5]]]]);
});

test("an edit is kept before it is said, and said at once without waiting for earlier answers", async () => {
  let release: () => void = () => undefined;
  const kept = new InMemory();
  const saves: number[] = [];
  const keeping = { load: () => kept.load(), clear: () => kept.clear(), save: async (change: Parameters<InMemory["save"]>[0]) => {
    saves.push(change.pending.size);
    if (change.pending.size > 0) await new Promise<void>((done) => (release = done));
    return kept.save(change);
  } };
  const { world, desk } = await live({ keeping });
  desk.set("meet.name", "One");
  await settle();
  expect(updates(world)).toEqual([]);
  release();
  await settle();
  release();
  await settle();
  expect(updates(world)).toEqual([["e1", [[1, 0]]]]);
});

test("what cannot be kept is told, and the meet goes on", async () => {
  const { world, desk } = await live({ keeping: { load: () => Promise.resolve(undefined), clear: () => Promise.resolve(), save: () => Promise.reject(new Error("quota")) } });
  desk.set("meet.name", "Open");
  await settle();
  expect(desk.status.notKept).toBe("Error: quota");
  expect(updates(world)).toHaveLength(1);
});

test("edits that are only of the moment are not kept without a line", async () => {
  const { world, desk } = await live();
  expect(desk.set("live.platforms[1].clock", null)).toBe(true);
  world.last.end(1006);
  expect(desk.set("live.platforms[1].clock", null)).toBe(false);
  expect(desk.set("meet.name", "Open")).toBe(true);
});

test("an edit that lost is handed to the user with what stands; one that was overruled later too", async () => {
  const lost: unknown[] = [];
  const overruled: unknown[] = [];
  const { world, desk } = await live({ lost: ({ update, code, standing }) => lost.push([update.updateKey, code, standing?.locationName]), overruled: (by, numbers) => overruled.push([by.updateKey, numbers]) });
  desk.set("meet.name", "Mine");
  await settle();
  await tell(world, "UpdateRejected", { updatesRejected: [{ localSeqNum: 1, conflict: true, code: "CONFLICT", reason: "first", standing: { updateValue: "Theirs", serverSeqNum: 4, priority: 10, locationName: "Head table", authorId: "other" } }], lastServerSeq: 4 });
  expect(lost).toEqual([["meet.name", "CONFLICT", "Head table"]]);
  await tell(world, "UpdateRelay", { epoch: "e1", updatesRelayed: [{ ...set(6, "meet.name", "Again"), overruled: [5] }], lastServerSeq: 6 });
  expect(overruled).toEqual([["meet.name", [5]]]);
});

test("a server that asks for time is asked again after it, and nothing newer overtakes", async () => {
  const { world, desk } = await live();
  desk.set("meet.name", "One");
  await settle();
  await tell(world, "RequestRejected", { request: "UpdateInit", code: "RETRY_LATER", reason: "The disk is full.", retryAfterMs: 2_000 });
  desk.set("meet.country", "USA");
  await settle();
  expect([updates(world).length, desk.status.notice, desk.status.pending]).toEqual([1, "The disk is full.", 2]);
  await world.pass(2_000);
  expect(said(world).at(-1)!.type).toBe("ClientPull");
  await page(world, [], 0);
  expect(updates(world).at(-1)).toEqual(["e1", [[1, 0], [2, 0]]]);
  expect(desk.status.notice).toBeNull();
});

test("a session that has ended asks for the password, keeps everything, and goes on under the old author", async () => {
  const { world, desk } = await live();
  desk.set("meet.name", "Mine");
  await settle();
  await tell(world, "InvalidSession", { sessionToken: "s1.x", code: "EXPIRED" });
  expect(desk.status).toMatchObject({ needs: "password", pending: 1 });
  const again = desk.join({ meetId: "482-913-057", password: "x", locationName: "Desk 2" });
  await settle();
  expect(said(world).at(-1)).toMatchObject({ type: "JoinMeet", payload: { previousSessionToken: "s1.x" } });
  await tell(world, "MeetJoined", { ...joined, sessionToken: "s1.y" });
  await page(world, [], 0);
  await again;
  expect(desk.status).toMatchObject({ needs: null, pending: 1 });
  expect(said(world).at(-1)).toMatchObject({ type: "UpdateInit", payload: { sessionToken: "s1.y" } });
});

test("a server that lost its state is given what this desk holds, page by page, and starts a new life", async () => {
  const { world, desk } = await live();
  await page(world, [set(1, "meet.name", "Open"), set(2, "meet.country", "USA"), gone(3, "registration.entries[7]")], 3);
  await tell(world, "StateRecoveryRequest", { meetId: "482-913-057", epoch: "e1", lastServerSeq: 0, limit: 2 });
  const given = said(world).filter((one) => one.type === "StateRecoveryResponse").map(({ payload }) => [payload["lastServerSeq"], (payload["updates"] as { serverSeqNum: number }[]).map((one) => one.serverSeqNum), payload["done"]]);
  expect(given).toEqual([[3, [1, 2], false], [3, [3], true]]);
  await tell(world, "StateRecovered", { epoch: "e2", previousEpoch: "e1", headServerSeq: 4 });
  expect(said(world).at(-1)).toMatchObject({ type: "ClientPull", payload: { epoch: "e2", lastServerSeq: 0 } });
  await page(world, [set(1, "meet.name", "Open")], 4, { epoch: "e2", resync: true });
  expect([desk.content.field("name"), desk.content.field("country"), desk.status.inStep]).toEqual(["Open", undefined, true]);
});

test("a meet that is finished takes no more edits and keeps what was pending", async () => {
  const { world, desk } = await live();
  desk.set("meet.name", "Late");
  await settle();
  await tell(world, "UpdateRejected", { updatesRejected: [{ localSeqNum: 1, conflict: false, code: "MEET_FINISHED", reason: "over", standing: null }], lastServerSeq: 1 });
  expect(desk.status).toMatchObject({ finished: true, pending: 1 });
  expect(desk.set("meet.name", "Later")).toBe(false);
});

test("a director's requests are answered one by one, and given up with the connection", async () => {
  const { world, desk } = await live({}, { role: "director" });
  const dry = desk.publish({ returnEmail: "a@b", dryRun: true });
  const settled = desk.settle(88, "apply");
  await tell(world, "PublishAck", { meetId: "482-913-057", dryRun: true, findings: [] });
  expect((await dry).dryRun).toBe(true);
  expect(desk.status.finished).toBe(false);
  const no = expect(settled).rejects.toMatchObject({ rejection: { code: "UNKNOWN_CONFLICT" } });
  await tell(world, "RequestRejected", { request: "SettleConflict", code: "UNKNOWN_CONFLICT", reason: "none", retryAfterMs: null });
  await no;
  const lost = expect(desk.manage({ newViewToken: true })).rejects.toThrow("lost");
  world.last.end(1006);
  await lost;
  await expect(desk.manage({ newViewToken: true })).rejects.toThrow("no connection");
});

test("conflicts are listed until they are settled", async () => {
  const { world, desk } = await live();
  const conflict = { conflictId: 88, state: "open", raisedAt: "t", updateKey: "meet.name", lost: [], standing: null };
  await tell(world, "ConflictNotice", { conflicts: [{ ...conflict, conflictId: 90 }, conflict] });
  expect(desk.conflicts.map((one) => one.conflictId)).toEqual([88, 90]);
  await tell(world, "ConflictNotice", { conflicts: [{ ...conflict, state: "dismissed" }] });
  expect(desk.conflicts.map((one) => one.conflictId)).toEqual([90]);
});

test("leaving forgets the meet here, and says so to whoever shows it", async () => {
  const keeping = new InMemory();
  const { world, desk } = await live({ keeping });
  await page(world, [set(1, "meet.name", "Open")], 1);
  const changed: string[] = [];
  desk.onObjects((names) => changed.push(...names));
  await desk.leave();
  expect([desk.content.field("name"), desk.meetId, await keeping.load(), changed]).toEqual([undefined, undefined, undefined, ["meet.name"]]);
});

test("it holds what the server computes of the platforms it watches, and knows when the standings may be others", async () => {
  const { world, desk } = await live({ watch: ["updates", "platform:*", "standings"] });
  await tell(world, "PlatformView", { platform: 2, serverSeq: 7, view: { lift: "B" } });
  await tell(world, "StandingsChanged", { epoch: "e1", serverSeq: 7 });
  expect([desk.platforms.get(2)?.view.lift, desk.standingsAt]).toEqual(["B", "e1-7"]);
});

test("a new view token is the desk's own as well", async () => {
  const { world, desk } = await live({}, { role: "director" });
  const managed = desk.manage({ newViewToken: true });
  await tell(world, "MeetManaged", { locations: [{ locationName: "Desk 2", priority: 5, director: true }], viewToken: "v1.new", sessionsEnded: 0 });
  await managed;
  expect([desk.viewToken, desk.listedLocations[0]?.director]).toEqual(["v1.new", true]);
});

test("conflicts that were settled while it was away are not open any more once it is back", async () => {
  const { world, desk } = await live();
  const conflict = { conflictId: 62, state: "open", raisedAt: "2026-03-14T10:05:00.000Z", updateKey: "meet.name", lost: [], standing: null };
  await tell(world, "ConflictNotice", { conflicts: [conflict] });
  expect(desk.conflicts.length).toBe(1);
  world.last.end(1006);
  await world.pass(2_000);
  await open(world);
  expect(desk.conflicts.length).toBe(0);
});

test("a meet that the server lost is made again from here, under its old token and epoch", async () => {
  const { world, desk } = await live({}, { role: "director" });
  await tell(world, "RequestRejected", { request: "ClientPull", code: "MEET_LOST", reason: "The meet was lost.", retryAfterMs: 5_000 });
  expect(desk.status.meetLost).toBe(true);
  const restored = desk.restore({ password: "y", locations: [{ locationName: "Desk 2", priority: 5, director: true }] });
  expect(said(world).at(-1)).toMatchObject({ type: "CreateMeet", payload: { thisLocationName: "Desk 2", restore: { meetId: "482-913-057", epoch: "e1", sessionToken: "s1.x" } } });
  await tell(world, "MeetCreated", { ...joined, role: "director", epoch: "e2" });
  await restored;
  expect(desk.status.meetLost).toBe(false);
});
