import { afterAll, beforeAll, expect, test } from "vitest";
import { Devices, DevicePresence, Player, type HandoverEnd, type PlaybackState, type QueuedTrack } from "../../src/devices/index.js";
import { deviceOf, openHouse } from "../support/devices/household.js";
import { chanceOf } from "../support/roughWorld.js";
import { Server } from "../support/server.js";
import { until } from "../support/until.js";

const isLong = process.env["ROLLCALL_LONG"] === "1";
const runs = isLong ? 100 : 6;
const firstSeed = Number(process.env["ROLLCALL_SEED"] ?? 1);

let server: Server;
beforeAll(async () => {
  server = await Server.start(...openHouse, "--devices.grace_seconds", "0");
}, 30_000);
afterAll(() => server.dispose());

const connected = (devices: Devices) => until(() => devices.status.state === "connected", () => JSON.stringify(devices.getSnapshot()));
const notes = (devices: Devices) => JSON.stringify([...(devices.sync.getSnapshot().documents.get("notes") ?? [])].sort());

test("what one device writes the other shows, and each knows the other is there", async () => {
  const chance = chanceOf(1);
  const phone = await deviceOf(server, "ada", chance, { isNew: true });
  const browser = await deviceOf(server, "ada", chance);
  await connected(phone.devices);
  await connected(browser.devices);
  const presence = new DevicePresence(browser.devices);
  await until(() => presence.getSnapshot().filter((one) => one.online).length === 2, () => JSON.stringify(presence.getSnapshot()));
  const event = await phone.devices.setDocument("notes", "n1", { text: "milk" });
  expect(event.seq).toBe(1);
  await until(() => notes(browser.devices) === '[["n1",{"text":"milk"}]]', () => notes(browser.devices));
  expect(await browser.account.devices()).toHaveLength(2);
  await browser.account.removeDevice(phone.session.device_id!);
  await until(() => phone.devices.status.state === "signed_out", () => JSON.stringify(phone.devices.status));
  await until(() => presence.getSnapshot().length === 1, () => JSON.stringify(presence.getSnapshot()));
  browser.devices.disconnect();
});

// devices P32
test("of two tabs of one browser the one opened last is live, and the other stays quiet", async () => {
  const chance = chanceOf(2);
  const one = await deviceOf(server, "bob", chance, { isNew: true });
  await connected(one.devices);
  const other = await deviceOf(server, "bob", chance, { deviceUuid: one.login.device_uuid });
  await connected(other.devices);
  await until(() => one.devices.status.state === "replaced", () => JSON.stringify(one.devices.status));
  await new Promise((later) => setTimeout(later, 300));
  expect([one.devices.status.state, other.devices.status.state]).toEqual(["replaced", "connected"]);
  one.devices.takeOver();
  await connected(one.devices);
  await until(() => other.devices.status.state === "replaced", () => JSON.stringify(other.devices.status));
  // Appending works without the socket; the live tab shows it all the same, because it is told of its own device's other tab.
  await other.devices.setDocument("notes", "n1", 1);
  await until(() => notes(one.devices) === '[["n1",1]]', () => notes(one.devices));
  one.devices.disconnect();
});

const playing = (name: string) => {
  const what = { state: { current_track: null, is_playing: false } as PlaybackState, queue: [] as readonly QueuedTrack[], ended: [] as HandoverEnd[], commands: [] as unknown[] };
  const options = {
    name,
    type: "web" as const,
    state: () => what.state,
    queue: () => ({ queue: what.queue, queue_version: 1 }),
    command: (command: string, payload: unknown) => {
      what.commands.push([command, payload]);
      if (command === "fail") throw new Error("No such track here.");
      return { ok: 1 };
    },
    release: () => ({ state: (what.state = { ...what.state, is_playing: false }), queue: what.queue, queue_version: 1 }),
    take: ({ state, queue, play }: { state: PlaybackState; queue: readonly QueuedTrack[]; play: boolean }) => {
      [what.state, what.queue] = [{ ...state, is_playing: play }, queue];
    },
    handedOver: (end: HandoverEnd) => what.ended.push(end),
  };
  return { what, options };
};

test("one device commands another, and playback goes over from one to the other", async () => {
  const chance = chanceOf(3);
  const [phone, browser] = [await deviceOf(server, "cyd", chance, { isNew: true }), await deviceOf(server, "cyd", chance)];
  const [a, b] = [playing("Phone"), playing("Browser")];
  a.what.state = { current_track: { id: "t1", title: "Aria", duration: 215_000 }, is_playing: true, position: 12.5, volume: 0.8 };
  a.what.queue = [{ id: "t1", added_at: null }];
  const onPhone = new Player(phone.devices, a.options);
  const onBrowser = new Player(browser.devices, b.options);
  const [phoneId, browserId] = [phone.session.device_id!, browser.session.device_id!];
  await until(() => onBrowser.getSnapshot().active.get(phoneId)?.queue.length === 1, () => JSON.stringify([...onBrowser.getSnapshot().active]));
  expect(onBrowser.getSnapshot().devices.map((one) => one.name).sort()).toEqual(["Browser", "Phone"]);
  expect(await onBrowser.command(phoneId, "seek", { position: 60 })).toEqual({ status: "done", data: { ok: 1 } });
  expect(a.what.commands).toEqual([["seek", { position: 60 }]]);
  await expect(onBrowser.command(999, "play")).rejects.toMatchObject({ code: "device_not_found" });
  const stages: string[] = [];
  expect((await onBrowser.handOver(phoneId, browserId, undefined, ({ stage }) => stages.push(stage))).stage).toBe("done");
  expect(stages).toEqual(["releasing", "taking"]);
  expect(b.what.state).toMatchObject({ current_track: { id: "t1" }, position: 12.5, is_playing: true });
  expect(b.what.queue).toEqual([{ id: "t1", added_at: null }]);
  await until(() => a.what.ended.length === 1, () => "the source was not told");
  expect(a.what.ended).toMatchObject([{ part: "source", stage: "done" }]);
  expect(b.what.ended).toMatchObject([{ part: "target", stage: "done" }]);
  await until(() => !onBrowser.getSnapshot().active.has(phoneId), () => JSON.stringify([...onBrowser.getSnapshot().active]));
  onBrowser.stateChanged();
  await until(() => onPhone.getSnapshot().active.has(browserId), () => JSON.stringify([...onPhone.getSnapshot().active]));
  for (const one of [phone, browser]) one.devices.disconnect();
});

// devices P32
test.each(Array.from({ length: runs }, (_, i) => firstSeed + i))(
  "after random outages, reloads and restarts all devices show the server's documents (seed %i)",
  async (seed) => {
    const chance = chanceOf(seed);
    const pick = <One>(from: readonly One[]): One => from[Math.floor(chance() * from.length)]!;
    const handle = `user${seed}`;
    const all = [await deviceOf(server, handle, chance, { isNew: true }), await deviceOf(server, handle, chance), await deviceOf(server, handle, chance)];
    const appended: Promise<unknown>[] = [];
    for (let step = 0; step < 60; step++) {
      const one = pick(all);
      const dice = chance();
      if (dice < 0.6) {
        const id = `n${Math.floor(chance() * 8)}`;
        const done = chance() < 0.2 ? one.devices.deleteDocument("notes", id) : one.devices.setDocument("notes", id, step);
        // A reload gives the promise up, not the event.
        appended.push(done.catch(() => undefined));
      } else if (dice < 0.7) one.world.unplug();
      else if (dice < 0.85) for (const other of all) other.world.plugIn();
      else if (dice < 0.88) {
        one.devices.disconnect();
        one.devices = new Devices({ server: server.address, account: one.account, around: one.world, storage: one.storage });
        one.world.plugIn();
        await one.devices.start();
      } else if (dice < 0.9) {
        await server.kill();
        await server.startAgain();
      } else await new Promise((later) => setTimeout(later, Math.floor(chance() * 20)));
    }

    for (const one of all) one.world.plugIn();
    const fresh = await deviceOf(server, handle, chance);
    all.push(fresh);
    const seen = (one: (typeof all)[number]) => `${JSON.stringify(one.devices.sync.getSnapshot().cursor)} ${notes(one.devices)}`;
    await until(
      () => {
        // An upgrade that was under way when its page was reloaded may come in after the new page's. Whoever sits there looks at the page, and it takes the device back.
        for (const one of all) if (one.devices.status.state === "replaced") one.devices.takeOver();
        return all.every((one) => one.devices.status.state === "connected" && one.devices.getSnapshot().waiting.length === 0 && one.devices.sync.getSnapshot().inStep && seen(one) === seen(fresh));
      },
      () => all.map((one) => `${JSON.stringify(one.devices.getSnapshot())} ${seen(one)}`).join("\n"),
      15_000,
    );
    const state = await fresh.account.http.ask<{ seq: number; documents: { collection: string; id: string; value: unknown }[] }>("GET", "/v1/sync/state");
    expect(notes(fresh.devices)).toBe(JSON.stringify(state.documents.map(({ id, value }) => [id, value]).sort()));
    for (const one of all) one.devices.disconnect();
  },
  60_000,
);
