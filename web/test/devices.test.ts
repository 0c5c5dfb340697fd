import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Server } from "../../clients/ts/test/support/server";
import { addAccount, logIn, type Account } from "./support/accounts";
import { fitsItsWidth, isAccessible, Person, picture, withBrowser } from "./support/browser";

withBrowser();
let server: Server;
let anna: Account;
beforeAll(async () => {
  server = await Server.start("--accounts.log_ins_per_minute", "10000", "--devices.grace_seconds", "1");
  anna = await addAccount(server, "anna");
});
afterAll(() => server.dispose());

/** A browser of its own, logged in and live on the page of devices, called as it is told. */
const device = async (name: string, look: Parameters<typeof Person.arrive>[1] = {}, account = anna) => {
  const person = await Person.arrive(server.address, look);
  const page = await person.open("/devices");
  await logIn(page, account);
  await isLive(page);
  await page.getByRole("button", { name: /^Rename/ }).first().click();
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByRole("button", { name: "Save" }).click();
  await entry(page, name).waitFor();
  return { person, page };
};

const isLive = (page: Page): Promise<void> => page.locator('[data-line="connected"]').waitFor();
const entry = (page: Page, name: string) => page.locator("li").filter({ has: page.getByRole("button", { name: `Revoke ${name}`, exact: true }) });
const player = (page: Page, name: string) => page.getByRole("listitem", { name, exact: true });
const play = async (page: Page, name: string, track: string): Promise<void> => {
  await player(page, name).getByRole("button", { name: "Play…" }).click();
  await page.getByRole("menuitem", { name: track }).click();
  await player(page, name).getByRole("heading", { name: track }).waitFor();
};
const seconds = async (page: Page, name: string): Promise<number> => {
  const [minutes, rest] = (await player(page, name).getByRole("status").first().innerText()).split(":");
  return Number(minutes) * 60 + Number(rest);
};

test("one device controls what another plays, takes it over, and gives it back; a killed server changes nothing", async () => {
  const desk = await device("Desk");
  const kitchen = await device("Kitchen", { width: 400, height: 800 });
  await player(desk.page, "Kitchen").waitFor();
  await player(kitchen.page, "Desk").waitFor();

  // Played there, controlled from here.
  await play(kitchen.page, "Kitchen", "Metronome, 96");
  await player(desk.page, "Kitchen").getByRole("heading", { name: "Metronome, 96" }).waitFor();
  await player(desk.page, "Kitchen").getByText("Playing", { exact: true }).waitFor();
  await entry(desk.page, "Kitchen").getByText("plays Metronome, 96").waitFor();
  await expect.poll(() => seconds(desk.page, "Kitchen")).toBeGreaterThan(0);
  await player(desk.page, "Kitchen").getByRole("button", { name: "Next" }).click();
  await player(kitchen.page, "Kitchen").getByRole("heading", { name: "Hour bells" }).waitFor();
  await player(desk.page, "Kitchen").getByRole("slider", { name: "Position on Kitchen" }).focus();
  await desk.page.keyboard.press("PageUp");
  await desk.page.keyboard.press("PageUp");
  await expect.poll(() => seconds(kitchen.page, "Kitchen")).toBeGreaterThan(10);
  await player(desk.page, "Kitchen").getByRole("slider", { name: "Volume of Kitchen" }).focus();
  await desk.page.keyboard.press("End");
  await expect.poll(() => player(kitchen.page, "Kitchen").getByRole("slider", { name: "Volume of Kitchen" }).getAttribute("aria-valuetext")).toBe("100 %");
  await player(desk.page, "Kitchen").getByRole("button", { name: "Pause" }).click();
  await player(kitchen.page, "Kitchen").getByText("Paused", { exact: true }).waitFor();
  await player(desk.page, "Kitchen").getByRole("button", { name: "Play", exact: true }).click();
  await player(kitchen.page, "Kitchen").getByText("Playing", { exact: true }).waitFor();
  await isAccessible(desk.page);
  await picture(desk.page, "devices-remote");

  // Handed over to this device.
  await player(desk.page, "Kitchen").getByRole("button", { name: "Move to…" }).click();
  await desk.page.getByRole("menuitem", { name: "Desk" }).click();
  await desk.page.getByText("Moved to Desk.").waitFor();
  await player(desk.page, "Desk").getByText("Playing", { exact: true }).waitFor();
  await player(desk.page, "Kitchen").getByText("Nothing playing").waitFor();
  await player(kitchen.page, "Desk").getByRole("heading", { name: "Hour bells" }).waitFor();
  await picture(desk.page, "devices-moved");

  await server.kill();
  for (const { page } of [desk, kitchen]) await page.getByText("No connection").waitFor();
  await player(desk.page, "Desk").getByText("Playing", { exact: true }).waitFor();
  await isAccessible(kitchen.page);
  await picture(kitchen.page, "devices-offline");
  await server.startAgain();
  for (const { page } of [desk, kitchen]) await page.getByText("No connection").waitFor({ state: "detached", timeout: 40_000 });
  await player(kitchen.page, "Desk").getByRole("button", { name: "Pause" }).click();
  await player(desk.page, "Desk").getByText("Paused", { exact: true }).waitFor();
  await Promise.all([desk.person.leave(), kitchen.person.leave()]);
});

test("a hand-over to a device that has gone is told, and playback stays where it was", async () => {
  const ola = await addAccount(server, "ola");
  const [desk, kitchen] = [await device("Desk", {}, ola), await device("Kitchen", {}, ola)];
  await play(desk.page, "Desk", "Hour bells");
  await player(desk.page, "Desk").getByText("Playing", { exact: true }).waitFor();
  await player(desk.page, "Kitchen").waitFor();
  await desk.page.getByRole("button", { name: "Move to…" }).click();
  await desk.page.getByRole("menuitem", { name: "Kitchen" }).waitFor();
  await kitchen.person.offline(true);
  await desk.page.getByRole("menuitem", { name: "Kitchen" }).click();
  await desk.page.getByText(/^Not moved\./).waitFor({ timeout: 30_000 });
  await player(desk.page, "Desk").getByText("Playing", { exact: true }).waitFor();
  await picture(desk.page, "devices-not-moved");
  await isAccessible(desk.page);
  await kitchen.person.offline(false);
  await Promise.all([desk.person.leave(), kitchen.person.leave()]);
});

test("a revoked device shows the log-in at once, and logging out everywhere empties every page", async () => {
  const eva = await addAccount(server, "eva");
  const [desk, phone, tablet] = [await device("Desk", {}, eva), await device("Phone", { width: 390, height: 800 }, eva), await device("Tablet", {}, eva)];
  await entry(desk.page, "Phone").getByText("Online").waitFor();
  await expect.poll(() => desk.page.getByText("This device").count()).toBe(1);
  await desk.page.getByRole("button", { name: "Revoke Phone" }).click();
  await isAccessible(desk.page);
  await picture(desk.page, "devices-revoke");
  await desk.page.getByRole("alertdialog").getByRole("button", { name: "Revoke" }).click();
  await phone.page.getByRole("heading", { name: "Log in" }).waitFor();
  await entry(desk.page, "Phone").waitFor({ state: "detached" });
  await isAccessible(phone.page);
  await fitsItsWidth(phone.page);
  await picture(phone.page, "devices-revoked");
  // A device that goes is shown as gone.
  await tablet.page.goto("about:blank");
  await entry(desk.page, "Tablet").getByText(/^Seen/).waitFor();
  await tablet.page.goto(`${server.address}/devices`);
  await entry(desk.page, "Tablet").getByText("Online").waitFor();
  await desk.page.getByRole("button", { name: "Log out everywhere" }).click();
  await desk.page.getByRole("alertdialog").getByRole("button", { name: "Log out everywhere" }).click();
  for (const { page } of [desk, tablet]) await page.getByRole("heading", { name: "Log in" }).waitFor();
  await Promise.all([desk.person.leave(), phone.person.leave(), tablet.person.leave()]);
});

test("a note is the same on all devices, also when it was written without a connection", async () => {
  const nils = await addAccount(server, "nils");
  const [desk, kitchen] = [await device("Desk", {}, nils), await device("Kitchen", {}, nils)];
  const note = (page: Page) => page.getByRole("textbox", { name: "Note on all your devices" });
  await note(desk.page).fill("milk");
  await expect.poll(() => note(kitchen.page).inputValue()).toBe("milk");
  await server.kill();
  await desk.page.getByText("No connection").waitFor();
  await note(desk.page).fill("milk, bread");
  await desk.page.getByText("Kept on this device; it goes out when the connection is back.").waitFor();
  const again = await desk.person.context.newPage();
  await desk.page.close();
  await server.startAgain();
  await again.goto("/devices");
  await expect.poll(() => note(kitchen.page).inputValue(), { timeout: 40_000 }).toBe("milk, bread");
  await again.getByText("Saved, on all your devices.").waitFor();
  await Promise.all([desk.person.leave(), kitchen.person.leave()]);
});

test("the devices are good to look at, on a phone and on a projector, light and dark; a second tab says that it stands still", async () => {
  const ida = await addAccount(server, "ida");
  const others = [await device("Kitchen", {}, ida), await device("Club room, big screen", {}, ida)];
  await play(others[0]!.page, "Kitchen", "Evening, slowly");
  for (const theme of ["light", "dark"] as const)
    for (const width of [360, 1280, 1920]) {
      const { person, page } = await device(`Phone ${theme} ${width}`, { theme, width, height: width === 360 ? 740 : width === 1920 ? 1080 : 800 }, ida);
      await player(page, "Kitchen").getByText("Playing", { exact: true }).waitFor();
      await fitsItsWidth(page);
      await isAccessible(page);
      await page.evaluate(() => scrollTo(0, 0));
      await page.mouse.move(0, 0);
      await picture(page, `devices-${theme}-${width}`);
      if (width === 360) {
        await page.getByRole("button", { name: /^Revoke/ }).last().scrollIntoViewIfNeeded();
        await picture(page, `devices-list-${theme}-${width}`);
      }

      if (width === 1280) {
        const second = await person.open("/devices");
        await page.getByText("Another tab of this browser speaks for this device").waitFor();
        await isAccessible(page);
        await page.getByRole("button", { name: "Use this tab" }).click();
        await page.getByText("Another tab of this browser speaks for this device").waitFor({ state: "detached" });
        await second.close();
      }

      await person.leave();
    }

  for (const { person } of others) await person.leave();
});
