import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll } from "vitest";
import { Server } from "../../../ts/test/support/server.js";
import { standinBuild } from "./built.js";
import { DeskPerson } from "./desk.js";

export const password = "Chalk-and-Ammonia-7";

/** A real server that serves an application with the bridge in it, and whoever came to it. */
export class Venue {
  readonly people: DeskPerson[] = [];

  private constructor(
    readonly server: Server,
    /** Where the application lies, with a slash at the end. */
    readonly path: string,
    readonly isStandIn: boolean,
  ) {}

  static async open(build: string = standinBuild): Promise<Venue> {
    // A real build may have been made for a path of its own, or for the root, so it is there as well.
    const base = /<base href="(\/[^"]*)"/.exec(readFileSync(join(build, "index.html"), "utf8"))?.[1] ?? "/openlifter/";
    const paths = build === standinBuild ? [base] : [base, "/"];
    const sites = [...new Set(paths)].flatMap((path, n) => [`--sites.${n}.path`, path, `--sites.${n}.dir`, build, `--sites.${n}.spa`, "true", `--sites.${n}.inject.0`, "/bridge/openlifter.js"]);
    return new Venue(await Server.start(...sites, "--meets.creates_per_hour", "1000"), base, build === standinBuild);
  }

  desk(look: Parameters<typeof DeskPerson.arrive>[1] = {}): Promise<DeskPerson> {
    return DeskPerson.arrive(this, look);
  }

  /** Two desks in one meet: the head table with priority 10, the other with 5. */
  async twoDesks(lifters: readonly { readonly name: string; readonly [field: string]: unknown }[] = []): Promise<{ head: DeskPerson; other: DeskPerson; ids: readonly number[]; meetId: string }> {
    const head = await this.desk();
    const ids: number[] = [];
    for (const one of lifters) ids.push(await head.register(one));
    const meetId = await head.goLive(password);
    const other = await this.desk();
    await other.join(meetId, password);
    return { head, other, ids, meetId };
  }

  /** Everybody goes home. */
  async clear(): Promise<void> {
    await Promise.all(this.people.splice(0).map((one) => one.leave()));
  }

  async close(): Promise<void> {
    await this.clear();
    await this.server.dispose();
  }
}

/** A venue for the tests of a file; nobody stays from one to the next. */
export const withVenue = (build?: string): (() => Venue) => {
  let venue: Venue | undefined;
  beforeAll(async () => void (venue = await Venue.open(build)));
  afterEach(() => venue?.clear());
  afterAll(() => venue?.close());
  return () => venue!;
};
