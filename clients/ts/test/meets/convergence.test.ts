import { afterAll, beforeAll, expect, test } from "vitest";
import { Desk } from "../../src/meets/desk.js";
import { InMemory } from "../../src/meets/keeping.js";
import type { Json } from "../../src/meets/messages.js";
import { RoughWorld, chanceOf } from "../support/roughWorld.js";
import { Server } from "../support/server.js";

const isLong = process.env["ROLLCALL_LONG"] === "1";
const runs = isLong ? 300 : 12;
const firstSeed = Number(process.env["ROLLCALL_SEED"] ?? 1);
const password = "Chalk-and-Ammonia-7";

let server: Server;
beforeAll(async () => {
  server = await Server.start(
    ...["--meets.creates_per_hour", "100000", "--meets.messages_per_second", "10000", "--meets.message_burst", "100000", "--limits.connections_per_second", "100000"],
    ...["--limits.connection_burst", "100000", "--meets.recovery_window_s", "0"],
  );
}, 30_000);
afterAll(() => server.dispose());

const entry = (name: string): { readonly [field: string]: Json } => ({
  day: 1, platform: 1, flight: "A", name, sex: "F", birthDate: "", age: 30, country: "", state: "", intendedWeightClassKg: "", equipment: "Raw", divisions: ["Open"], events: ["SBD"], lot: 0, memberId: "",
  paid: false, team: "", guest: false, instagram: "", notes: "", bodyweightKg: 0, squatRackInfo: "", benchRackInfo: "",
  squatKg: [0, 0, 0, 0, 0], benchKg: [0, 0, 0, 0, 0], deadliftKg: [0, 0, 0, 0, 0], squatStatus: [0, 0, 0, 0, 0], benchStatus: [0, 0, 0, 0, 0], deadliftStatus: [0, 0, 0, 0, 0],
});

const until = async (isSo: () => boolean, what: () => string): Promise<void> => {
  for (let patience = 0; patience < 1_000; patience++) {
    if (isSo()) return;
    await new Promise((later) => setTimeout(later, 5));
  }

  throw new Error(`never came: ${what()}`);
};

/** What a desk sees, as text in which the order of fields does not count. */
const seen = (desk: Desk): string =>
  JSON.stringify(
    {
      name: desk.content.field("name"),
      country: desk.content.field("country"),
      entries: desk.content.entryIds.map((id) => desk.content.entry(id)),
      platform: desk.content.platform(1),
    },
    (_, value: unknown) =>
      typeof value === "object" && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value,
  );

test.each(Array.from({ length: runs }, (_, i) => firstSeed + i))(
  "after random outages, reloads and restarts all desks see the same (seed %i)",
  async (seed) => {
    const chance = chanceOf(seed);
    const pick = <One>(from: readonly One[]): One => from[Math.floor(chance() * from.length)]!;
    const count = 2 + Math.floor(chance() * 3);
    const names = Array.from({ length: count }, (_, i) => `Desk ${i + 1}`);
    const locations = names.map((locationName) => ({ locationName, priority: Math.floor(chance() * 3), director: true }));
    const desks = names.map((locationName) => {
      const world = new RoughWorld(chance);
      const keeping = new InMemory();
      const options = { server: server.address, around: world, keeping };
      return { locationName, world, options, desk: new Desk(options) };
    });

    const { meetId } = await desks[0]!.desk.create({ locationName: names[0]!, password, locations });
    for (const one of desks.slice(1)) await one.desk.join({ meetId, password, locationName: one.locationName });

    for (let step = 0; step < 40; step++) {
      const one = pick(desks);
      const { desk, world } = one;
      const ids = desk.content.entryIds;
      const dice = chance();
      if (dice < 0.15) desk.addEntry(entry(`Lifter ${step}`));
      else if (dice < 0.5 && ids.length > 0) desk.set(`registration.entries[${pick(ids)}].${pick(["name", "team", "notes"])}`, `x${Math.floor(chance() * 50)}`);
      else if (dice < 0.6 && ids.length > 0) desk.set(`registration.entries[${pick(ids)}].squatKg[${Math.floor(chance() * 3)}]`, Math.floor(chance() * 300));
      else if (dice < 0.65 && ids.length > 0) desk.delete(`registration.entries[${pick(ids)}]`);
      else if (dice < 0.72) desk.set(`meet.${pick(["name", "country"])}`, `y${Math.floor(chance() * 5)}`);
      else if (dice < 0.76) desk.set("lifting.platforms[1].flight", pick(["A", "B"]));
      else if (dice < 0.86) world.unplug();
      else if (dice < 0.93) {
        for (const other of desks) other.world.plugIn();
      } else if (dice < 0.97) {
        // A reload of the page: what was kept is all there is.
        await desk.disconnect();
        one.desk = new Desk(one.options);
        expect(await one.desk.resume()).toBe(true);
      } else {
        await until(() => desk.status.inStep || world.isUnplugged, () => JSON.stringify(desk.status));
      }
    }

    for (const one of desks) one.world.plugIn();
    await until(
      () => desks.every((one) => one.desk.status.inStep) && desks.every((one) => seen(one.desk) === seen(desks[0]!.desk)),
      () => desks.map((one) => `${JSON.stringify(one.desk.status)}\n${seen(one.desk)}`).join("\n"),
    );
    const fresh = new Desk({ server: server.address, around: new RoughWorld(chance) });
    await fresh.join({ meetId, password, locationName: names[0]! });
    await until(() => fresh.status.inStep && seen(fresh) === seen(desks[0]!.desk), () => seen(fresh));
    for (const one of [...desks, { desk: fresh }]) await one.desk.disconnect();
  },
  60_000,
);
