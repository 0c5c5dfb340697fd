import { afterAll, beforeAll, test } from "vitest";
import type { Page } from "playwright-core";
import type { Server } from "../../clients/ts/test/support/server";
import { Person, closeWithEscape, fitsItsWidth, isAccessible, picture, withBrowser } from "./support/browser";
import { anna, calls, onAir, operate, register, startStation, takeConsole } from "./support/pileUp";

withBrowser();
let server: Server;
beforeAll(async () => void (server = await startStation()));
afterAll(() => server.dispose());

const looks = [
  { theme: "light", width: 360, height: 740 },
  { theme: "dark", width: 360, height: 740 },
  { theme: "light", width: 1440, height: 900 },
  { theme: "dark", width: 1920, height: 1080 },
] as const;

const looksRight = async (page: Page, name: string, { theme, width }: (typeof looks)[number]) => {
  await fitsItsWidth(page);
  await isAccessible(page);
  await picture(page, `${name}-${theme}-${width}`);
};

/** A pile-up in the middle: three worked, one in contact, six who wait. */
const pileUp = async () => {
  await onAir(server);
  for (const callsign of calls) await register(server, callsign);
  for (let n = 0; n < 3; n++) {
    await operate(server, "queue/next");
    await operate(server, "qso/complete", { rst_sent: "59", rst_rcvd: "57", comment: "73" });
  }
  await operate(server, "queue/next");
};

test("every state of the caller's page can be read on a phone and on a laptop, light and dark", async () => {
  for (const look of looks) {
    await operate(server, "status", { active: false });
    const person = await Person.arrive(server.address, look);
    const page = await person.open("/queue");
    await page.getByText("The queue is off the air").waitFor();
    await looksRight(page, "queue-off", look);
    await pileUp();
    await page.getByText("You would be number 7").waitFor();
    await looksRight(page, "queue-join", look);
    await page.getByLabel("Your callsign").fill("w7gj");
    await page.getByRole("button", { name: "Join the queue" }).click();
    await page.getByText("6 stations ahead of you").waitFor();
    await looksRight(page, "queue-waiting", look);
    for (let n = 0; n < 6; n++) await operate(server, "queue/next");
    await page.getByText("You are next").waitFor();
    await looksRight(page, "queue-next", look);
    await operate(server, "queue/next");
    await page.getByText("You are being called").waitFor();
    await looksRight(page, "queue-called", look);
    await operate(server, "qso/complete");
    await page.getByText("You were worked").waitFor();
    await looksRight(page, "queue-worked", look);
    await person.leave();
  }
});

test("the console shows a pile-up at a glance, on a phone and on a wide screen, light and dark", async () => {
  for (const look of looks) {
    await pileUp();
    const person = await Person.arrive(server.address, look);
    const page = await person.open("/queue/operator");
    await page.getByRole("button", { name: "Log in" }).waitFor();
    await looksRight(page, "operator-log-in", look);
    await takeConsole(page, anna);
    await page.getByRole("region", { name: "Log", exact: true }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await looksRight(page, "operator", look);
    await page.keyboard.press("?");
    await page.getByRole("dialog").waitFor();
    await looksRight(page, "operator-keys", look);
    await closeWithEscape(page);
    await page.keyboard.press("b");
    await page.getByRole("dialog", { name: /Ban/ }).waitFor();
    await looksRight(page, "operator-ban", look);
    await closeWithEscape(page);
    await page.getByRole("tab", { name: /Worked/ }).click();
    await isAccessible(page);
    await page.getByRole("tab", { name: /Bans/ }).click();
    await page.getByText("Nobody is banned.").waitFor();
    await isAccessible(page);
    await person.leave();
  }
});

test("the big screen fills a projector and a standing monitor", async () => {
  for (const look of [...looks, { theme: "dark", width: 1080, height: 1920 }, { theme: "light", width: 1280, height: 720 }] as const) {
    await operate(server, "status", { active: false });
    const person = await Person.arrive(server.address, look);
    const page = await person.open("/queue/screen");
    await page.getByRole("heading", { name: "Off the air" }).waitFor();
    await looksRight(page, "screen-off", look as (typeof looks)[number]);
    await pileUp();
    await page.getByRole("region", { name: "Working now" }).getByText("F5KIN").waitFor();
    await page.getByRole("region", { name: "Next in line" }).getByText("F5KIN").waitFor({ state: "detached" });
    await looksRight(page, "screen", look as (typeof looks)[number]);
    await person.leave();
  }
});
