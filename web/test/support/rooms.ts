import type { Page } from "playwright-core";
import { onTestFailed } from "vitest";
import { Account } from "../../../clients/ts/src/devices/index";
import { Room, Rooms } from "../../../clients/ts/src/rooms/index";
import { RoughWorld, chanceOf } from "../../../clients/ts/test/support/roughWorld";
import { type Account as Named, logIn } from "./accounts";
import { Person, picture } from "./browser";

/** Settings of a server on which tests may talk as fast as they can, and on which who has left is gone soon. */
export const quickRooms = ["--rooms.rate_per_second", "10000", "--rooms.rate_burst", "10000", "--rooms.presence_grace_s", "1", "--accounts.log_ins_per_minute", "10000"];

/** Somebody who uses rooms without a browser. */
export class Somebody {
  private constructor(
    readonly server: string,
    readonly account: Account,
    readonly rooms: Rooms,
    readonly userId: number,
  ) {}

  static async arrive(server: string, { handle, password }: Named): Promise<Somebody> {
    const account = new Account({ server, around: new RoughWorld(chanceOf(1)), holdsToken: true });
    const { user_id } = await account.logIn({ user_handle: handle, password, device_uuid: `test-${handle}-device`, device_type: "unknown", device_name: "Test" });
    return new Somebody(server, account, new Rooms(account.http), user_id);
  }

  /** Says things in a room, in their order, and leaves. */
  async say(id: string, texts: readonly string[]): Promise<void> {
    const room = this.enter(id);
    for (const text of texts) await room.send(text);
    room.disconnect();
  }

  /** Stays in a room. */
  enter(id: string): Room {
    const room = new Room({ room: id, server: this.server, http: this.account.http, ticket: true, around: new RoughWorld(chanceOf(2)) });
    room.connect();
    return room;
  }
}

/** A person with a browser who has logged in, and their first tab. */
export const arrive = async (server: string, account: Named, address: string, look: Parameters<typeof Person.arrive>[1] = {}): Promise<{ readonly person: Person; readonly page: Page }> => {
  const person = await Person.arrive(server, look);
  const page = await person.open(address);
  // What a test saw last says more than what it waited for.
  onTestFailed(() => picture(page, `failed-${account.handle}`).catch(() => undefined));
  await logIn(page, account);
  return { person, page };
};

/** The texts that a page shows, from top to bottom, as far as they are in the page. */
export const textsOn = async (page: Page): Promise<readonly string[]> => {
  const found = await page
    .getByRole("log")
    .locator("[data-index]")
    .evaluateAll((rows) => rows.map((row) => [Number((row as HTMLElement).dataset["index"]), row.querySelector("[data-text]")?.textContent ?? null] as const));
  return found.sort(([one], [other]) => one - other).flatMap(([, text]) => (text === null ? [] : [text]));
};

/** Writes something in the room that a page shows. */
export const say = async (page: Page, text: string): Promise<void> => {
  const field = page.getByRole("textbox", { name: "Message", exact: true });
  await field.fill(text);
  await field.press("Enter");
};

/** Waits until a page is in the room and live. */
export const isLive = (page: Page): Promise<void> => page.locator('[data-line="connected"]').waitFor();
