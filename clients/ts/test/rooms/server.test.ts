import { afterAll, beforeAll, expect, test } from "vitest";
import { Room, Rooms, type Refusal, type RoomOptions } from "../../src/rooms/index.js";
import { accountOf, openHouse } from "../support/devices/household.js";
import { RoughWorld, chanceOf } from "../support/roughWorld.js";
import { Server } from "../support/server.js";
import { until } from "../support/until.js";

const isLong = process.env["ROLLCALL_LONG"] === "1";
const runs = isLong ? 100 : 5;
const firstSeed = Number(process.env["ROLLCALL_SEED"] ?? 1);

let server: Server;
beforeAll(async () => {
  server = await Server.start(...openHouse);
}, 30_000);
afterAll(() => server.dispose());

/** Somebody in a room, by tickets, as a program without cookies gets in. */
const person = async (handle: string, chance: () => number, options: Partial<RoomOptions> = {}) => {
  const world = new RoughWorld(chance, 100);
  const account = await accountOf(server, handle, world);
  const enter = (room: string) => {
    const place = new Room({ room, server: server.address, http: account.http, ticket: true, around: world, ...options });
    place.connect();
    return place;
  };
  return { handle, world, rooms: new Rooms(account.http), enter };
};

const inside = (room: Room) => until(() => room.getSnapshot().line.state === "connected", () => JSON.stringify(room.getSnapshot()));
const texts = (room: Room) => room.getSnapshot().messages.map((one) => (one.data.deleted ? "-" : one.data.text));

test("people talk, see each other and what was said before, and a moderator has their way", async () => {
  const chance = chanceOf(1);
  const [anna, ben] = [await person("anna", chance), await person("ben", chance)];
  await anna.rooms.create({ id: "lobby", name: "Lobby" });
  const hers = anna.enter("lobby");
  await inside(hers);
  const { seq } = await hers.send("Hello");
  const his = ben.enter("lobby");
  await until(() => texts(his).length === 1, () => JSON.stringify(his.getSnapshot()));
  await until(() => hers.getSnapshot().presence.users.size === 2, () => JSON.stringify(hers.getSnapshot().presence));
  his.key();
  await until(() => hers.getSnapshot().presence.typing.length === 1, () => JSON.stringify(hers.getSnapshot().presence));
  await his.send("Hi");
  await hers.edit(hers.getSnapshot().messages[0]!.id, { text: "Hello all" });
  await his.delete(his.getSnapshot().messages[1]!.id);
  await until(() => JSON.stringify([texts(hers), texts(his)]) === '[["Hello all","-"],["Hello all","-"]]', () => JSON.stringify([texts(hers), texts(his)]));
  his.read(seq);
  await until(() => his.getSnapshot().readSeq === seq, () => String(his.getSnapshot().readSeq));
  const benId = his.getSnapshot().me!.userId;
  await anna.rooms.mute("lobby", { user_id: benId, duration_s: 600 });
  await until(() => his.getSnapshot().me!.muted, () => JSON.stringify(his.getSnapshot().me));
  await expect(his.send("why?")).rejects.toMatchObject({ code: "muted" });
  await anna.rooms.ban("lobby", { user_id: benId, duration_s: null });
  await until(() => his.getSnapshot().line.state === "ended", () => JSON.stringify(his.getSnapshot().line));
  his.connect();
  await until(() => his.getSnapshot().refused?.code === "banned", () => JSON.stringify([his.getSnapshot().refused, his.getSnapshot().line]));
  hers.disconnect();
});

test("what was said long ago comes page by page", async () => {
  const chance = chanceOf(2);
  const cyd = await person("cyd", chance, { history: 5 });
  const room = cyd.enter("archive");
  await inside(room);
  for (let i = 0; i < 12; i++) await room.send(`${i}`);
  room.disconnect();
  const again = cyd.enter("archive");
  await until(() => texts(again).length === 5, () => JSON.stringify(texts(again)));
  while (again.getSnapshot().hasOlder) await again.older(4);
  expect(texts(again)).toEqual(Array.from({ length: 12 }, (_, i) => `${i}`));
  again.disconnect();
});

test.each(Array.from({ length: runs }, (_, i) => firstSeed + i))(
  "after random outages and restarts everybody shows the same, with every message once (seed %i)",
  async (seed) => {
    const chance = chanceOf(seed);
    const pick = <One>(from: readonly One[]): One => from[Math.floor(chance() * from.length)]!;
    const people = await Promise.all(["a", "b", "c"].map((name) => person(`${name}${seed}`, chance, { history: 100 })));
    const room = `random-${seed}`;
    await people[0]!.rooms.create({ id: room });
    const all = people.map((one) => ({ ...one, room: one.enter(room) }));
    for (const one of all) await inside(one.room);
    const heard = new Map(all.map((one) => [one, [] as number[]]));
    for (const one of all) one.room.onEntry((entry) => heard.get(one)!.push(entry.seq));
    const sent: string[] = [];
    const sending: Promise<unknown>[] = [];
    // A message may be edited or deleted that is deleted already but for the news.
    const changing: Promise<unknown>[] = [];
    for (let step = 0; step < 50; step++) {
      const one = pick(all);
      const dice = chance();
      if (dice < 0.5) {
        sent.push(`${one.handle} ${step}`);
        sending.push(one.room.send(sent.at(-1)!));
      } else if (dice < 0.62) {
        const mine = one.room.getSnapshot().messages.filter((message) => message.user_id === one.room.getSnapshot().me?.userId && message.data.text?.startsWith(one.handle));
        const target = mine.length === 0 ? undefined : pick(mine);
        if (target !== undefined) changing.push((dice < 0.58 ? one.room.edit(target.id, { text: `edited in step ${step}` }) : one.room.delete(target.id)).catch((no: Refusal) => no.code));
      } else if (dice < 0.7) one.world.unplug();
      else if (dice < 0.83) for (const other of all) other.world.plugIn();
      else if (dice < 0.86) {
        await server.kill();
        await server.startAgain();
      } else await new Promise((later) => setTimeout(later, Math.floor(chance() * 20)));
    }

    for (const one of all) one.world.plugIn();
    await Promise.all(sending);
    for (const code of await Promise.all(changing)) expect([undefined, "message_deleted"]).toContain(typeof code === "string" ? code : undefined);
    const last = await all[0]!.room.send("the end");
    await until(
      () => all.every((one) => one.room.getSnapshot().messages.at(-1)?.seq === last.seq && one.room.getSnapshot().sending.length === 0),
      () => all.map((one) => JSON.stringify([one.room.getSnapshot().line, one.room.getSnapshot().messages.at(-1), one.room.getSnapshot().sending])).join("\n"),
    );
    for (const one of all) {
      expect(texts(one.room)).toEqual(texts(all[0]!.room));
      expect(heard.get(one)).toEqual([...new Set(heard.get(one))].sort((a, b) => a - b));
    }

    // Everything once, and what one person wrote in the order in which it was written, but for what was edited or deleted since.
    const shown = all[0]!.room.getSnapshot().messages;
    expect(shown).toHaveLength(sent.length + 1);
    for (const one of all) {
      const mine = shown.filter((message) => message.user_id === one.room.getSnapshot().me!.userId && message.data.text !== "the end");
      const wrote = sent.filter((text) => text.startsWith(`${one.handle} `));
      expect(mine.map((message, place) => (message.data.revision === undefined && !message.data.deleted ? message.data.text : wrote[place]))).toEqual(wrote);
    }

    // Who comes now sees what those see who stayed.
    const late = people[0]!.enter(room);
    await until(() => late.getSnapshot().messages.length === shown.length, () => JSON.stringify(late.getSnapshot()));
    const content = (place: Room) => place.getSnapshot().messages.map(({ seq, data }) => [seq, data.text, data.deleted, data.revision]);
    for (const one of all) expect(content(one.room)).toEqual(content(late));
    late.disconnect();
    for (const one of all) one.room.disconnect();
  },
  60_000,
);
