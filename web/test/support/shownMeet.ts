import type { Page } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { Desk, type Json, type PlatformView } from "../../../clients/ts/src/meets/index";
import { RoughWorld } from "../../../clients/ts/test/support/roughWorld";
import { until } from "../../../clients/ts/test/support/until";
import { Server } from "../../../clients/ts/test/support/server";

const plates = [
  [25, 8, "#d3252c"], [20, 1, "#2456c9"], [15, 1, "#f2c40f"], [10, 1, "#2f9e5b"], [5, 1, "#f4f4f5"], [2.5, 1, "#18181b"], [1.25, 1, "#9aa4b2"], [0.5, 1, "#9aa4b2"], [0.25, 1, "#9aa4b2"],
].map(([weightKg, pairCount, color]) => ({ weightKg, pairCount, color })) as Json;

/** Name, team, sex, bodyweight, and the attempts taken or asked for at each lift; a negative one failed, one with a question mark is not taken. */
type Line = readonly [name: string, team: string, sex: "M" | "F", bodyweightKg: number, squats: string, benches: string, deadlifts: string];

const field: readonly Line[] = [
  ["Marta Kowalczyk", "Iron Works Gdańsk", "F", 62.4, "140 147.5 152.5?", "82.5?", "165?"],
  ["Josefine Lindqvist", "Uppsala SK", "F", 61.9, "135 -142.5 142.5?", "85?", "160?"],
  ["Ada Okafor", "Riverside Barbell", "F", 66.8, "150 157.5 162.5?", "90?", "180?"],
  ["Tim Bergström", "Uppsala SK", "M", 81.7, "205 215 222.5?", "140?", "240?"],
  ["Al Bo", "", "M", 82.4, "-200 200 210?", "130?", "250?"],
  ["Jean-Baptiste de la Rochefoucauld-Montbéliard", "Club Haltérophile et de Force Athlétique de Saint-Germain-en-Laye", "M", 82.9, "195 205 -210", "137.5?", "235?"],
  ["Noah Whitfield", "Riverside Barbell", "M", 91.8, "230 240 250?", "155?", "270?"],
  ["Kenji Watanabe", "Osaka Power", "M", 92.2, "225 235 -242.5", "150?", "265?"],
  ["Łukasz Żak", "Iron Works Gdańsk", "M", 92.6, "-235 235 245?", "160?", "280?"],
  ["Sam Marks", "Osaka Power", "M", 104.1, "250 260 267.5?", "170?", "290?"],
  ["Diego Fuentes", "Valle Fuerte", "M", 104.6, "255 -265 265?", "175?", "300?"],
  ["Oleksandr Hrytsenko", "Valle Fuerte", "M", 104.9, "260 272.5 277.5?", "180?", "310?"],
];

const slots = (text: string): { readonly kg: number[]; readonly status: number[] } => {
  const parts = text.split(" ");
  const five = (of: (part: string) => number) => Array.from({ length: 5 }, (_, nth) => (parts[nth] === undefined ? 0 : of(parts[nth]!)));
  return { kg: five((part) => Math.abs(parseFloat(part))), status: five((part) => (part.endsWith("?") ? 0 : part.startsWith("-") ? -1 : 1)) };
};

/** A meet with a flight in the third round of squats, run by one desk from here. */
export class Meet {
  private constructor(
    readonly server: Server,
    readonly desk: Desk,
    readonly ids: readonly number[],
  ) {}

  static async open(server: Server): Promise<Meet> {
    const desk = new Desk({ server: server.address, around: new RoughWorld(Math.random, 4) });
    await desk.create({ locationName: "Head table", password: "Chalk-and-Ammonia-7", locations: [{ locationName: "Head table", priority: 10, director: true }] });
    const fields: { readonly [name: string]: Json } = {
      name: "Spring Open", federation: "USPA", date: "2026-03-14", formula: "Dots", inKg: true, country: "USA", state: "WA", city: "Seattle", lengthDays: 1, ageCoefficients: "None", combineSleevesAndWraps: false, combineSingleAndMulti: false, allow4thAttempts: false, roundTotalsDown: false, showAlternateUnits: true, platformsOnDays: [1], plates,
      weightClassesKgMen: [74, 83, 93, 105, 120], weightClassesKgWomen: [57, 63, 69, 76], weightClassesKgMx: [], divisions: ["Open"],
      squatBarAndCollarsWeightKg: 25, benchBarAndCollarsWeightKg: 25, deadliftBarAndCollarsWeightKg: 25,
    };
    for (const [name, value] of Object.entries(fields)) desk.set(`meet.${name}`, value);
    const ids = field.map(([name, team, sex, bodyweightKg, squats, benches, deadlifts], nth) => {
      const [s, b, d] = [slots(squats), slots(benches), slots(deadlifts)];
      return desk.addEntry({
        name, team, sex, bodyweightKg, day: 1, platform: 1, flight: "A", lot: nth + 1, events: ["SBD"], divisions: ["Open"], equipment: "Sleeves", birthDate: "1995-05-05", age: 30, country: "USA", state: "WA", guest: false, paid: true, memberId: "", instagram: "", notes: "", intendedWeightClassKg: "", benchRackInfo: "", squatRackInfo: String(10 + (nth % 6)),
        squatKg: s.kg, squatStatus: s.status, benchKg: b.kg, benchStatus: b.status, deadliftKg: d.kg, deadliftStatus: d.status,
      })!;
    });
    const meet = new Meet(server, desk, ids);
    for (const [name, value] of Object.entries({ day: 1, flight: "A", lift: "S", overrideAttempt: null, overrideEntryId: null })) desk.set(`lifting.platforms[1].${name}`, value);
    await meet.inStep();
    return meet;
  }

  get link(): string {
    return `#meet=${this.desk.meetId}&view=${this.desk.viewToken}&platform=1`;
  }

  async inStep(): Promise<void> {
    await until(() => this.desk.status.inStep, () => JSON.stringify(this.desk.status), 20_000);
  }

  /** What the server computed. */
  async view(): Promise<PlatformView["view"]> {
    const answer = await fetch(`${this.server.address}/api/meets/${this.desk.meetId}/platforms/1`, { headers: { Authorization: `Bearer ${this.desk.viewToken}` } });
    return ((await answer.json()) as PlatformView).view;
  }

  /** The third squat of whoever is up, good or not. */
  async judge(isGood: boolean): Promise<number> {
    const id = (await this.view()).currentEntryId!;
    this.desk.set(`registration.entries[${id}].squatStatus[2]`, isGood ? 1 : -1);
    return id;
  }

  /** A referee's decision about whoever is up. */
  async light(referee: "left" | "head" | "right", decision: "good" | "bad", cards: readonly string[] = []): Promise<void> {
    const { currentEntryId, lift, attempt } = await this.view();
    this.desk.set(`live.platforms[1].lights.${referee}`, { decision, cards: [...cards], at: this.now(), entryId: currentEntryId, lift, attempt });
  }

  startClock(remainingMs = 60_000): string {
    const startedAt = this.now();
    this.desk.set("live.platforms[1].clock", { running: true, startedAt, remainingMs, lengthMs: 60_000 });
    return startedAt;
  }

  private now(): string {
    return new Date(this.desk.serverNow).toISOString();
  }
}

/** The server and the meet of a file's tests, between {@link withShownMeet}'s start and end. */
export let server: Server;
export let meet: Meet;

/** The name of whoever is on the platform, as a board shows it. */
export const upName = (page: Page) => page.getByLabel("On the platform").locator("[title]").first();

/** The weight on the bar. */
export const shownWeight = (page: Page) => page.locator("[data-weight]");

/** A server with a meet for the tests of a file. */
export const withShownMeet = (): void => {
  beforeAll(async () => {
    server = await Server.start();
    meet = await Meet.open(server);
  });
  afterAll(async () => {
    await meet?.desk.disconnect();
    await server.dispose();
  });
};
