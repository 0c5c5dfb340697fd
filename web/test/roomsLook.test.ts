import { afterAll, beforeAll, expect, test } from "vitest";
import { Server } from "../../clients/ts/test/support/server";
import { addAccount, type Account } from "./support/accounts";
import { closeWithEscape, fitsItsWidth, isAccessible, picture, withBrowser } from "./support/browser";
import { arrive, isLive, quickRooms, say, Somebody } from "./support/rooms";

withBrowser();
let server: Server;
const people: { [handle: string]: Somebody } = {};
const accounts: { [handle: string]: Account } = {};
beforeAll(async () => {
  server = await Server.start(...quickRooms);
  for (const handle of ["anna", "ben", "cleo", "dario"]) {
    accounts[handle] = await addAccount(server, handle);
    people[handle] = await Somebody.arrive(server.address, accounts[handle]!);
  }

  const { anna, ben, cleo, dario } = people as { [name in "anna" | "ben" | "cleo" | "dario"]: Somebody };
  await anna.rooms.create({ id: "regionals-2026", name: "Regionals: platform crew" });
  for (const [id, name] of [["lobby", "Lobby"], ["loaders", "Loaders and spotters"], ["qrp", "QRP evening net"], ["travel", "Travel and rooms"]] as const) await cleo.rooms.create({ id, name });
  await anna.rooms.create({ id: "jury", name: "Jury", is_private: true });
  await anna.rooms.setRole("regionals-2026", ben.userId, "moderator");
  const room = "regionals-2026";
  await anna.say(room, ["Weigh-in for flight A opens at 8:00. Scales are checked and sealed.", "Please be at the platform by 8:45."]);
  await ben.say(room, ["Loaders are complete. We have two spare spotters for the deadlifts."]);
  await cleo.say(room, ["The second scale shows 0.05 kg more than the first. I have put a note on it; use the left one until it is calibrated again.", "Photos of the protocol: https://example.org/regionals/scale-protocol"]);
  await dario.say(room, ["ok", "Thanks, I will tell the lifters in the warm-up area"]);
  await anna.say(room, ["Lot numbers are out. Flight A: 14 lifters, flight B: 12."]);
  await ben.say(room, ["Squat racks: everybody please give rack heights with the opener, not after it"]);
});
afterAll(() => server.dispose());

test("the rooms are good to look at and to use, on a phone and on a projector, light and dark", async () => {
  for (const one of ["ben", "cleo", "dario"]) people[one]!.enter("regionals-2026");
  for (const theme of ["light", "dark"] as const)
    for (const width of [360, 1280, 1920]) {
      const { person, page } = await arrive(server.address, accounts["anna"]!, "/rooms", { width, theme, height: width === 360 ? 740 : width === 1920 ? 1080 : 800 });
      await page.getByRole("link", { name: /Regionals/ }).waitFor();
      await fitsItsWidth(page);
      await isAccessible(page);
      await picture(page, `rooms-list-${theme}-${width}`);
      await page.getByRole("link", { name: /Regionals/ }).click();
      await isLive(page);
      await page.getByText("rack heights").waitFor();
      if (width > 1160) await page.getByRole("complementary", { name: "People" }).getByText("dario").waitFor();
      await fitsItsWidth(page);
      await isAccessible(page);
      await picture(page, `rooms-${theme}-${width}`);
      if (width === 360) {
        await page.getByRole("button", { name: /^People/ }).click();
        await page.getByRole("dialog").getByText("dario").waitFor();
        await isAccessible(page);
        await picture(page, `rooms-people-${theme}-${width}`);
        await closeWithEscape(page);
        await page.getByRole("button", { name: "All rooms" }).click();
        await page.getByRole("link", { name: /Regionals/ }).waitFor();
      }

      await person.leave();
    }
});

test("the windows of a room fit a phone, and begin at what is to be filled in", async () => {
  const { person, page } = await arrive(server.address, accounts["anna"]!, "/rooms/regionals-2026", { width: 360, height: 740 });
  await isLive(page);
  for (const part of ["Members", "Invites", "Banned and muted", "Settings"]) {
    await page.getByRole("button", { name: "This room" }).click();
    await page.getByRole("menuitem", { name: part, exact: true }).click();
    await page.getByRole("tab", { name: part, selected: true }).waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute("role"))).toBe("tab");
    await fitsItsWidth(page);
    await isAccessible(page);
    await picture(page, `rooms-${part.toLowerCase().replaceAll(" ", "-")}-360`);
    await closeWithEscape(page);
  }
  await person.leave();
});

test("an invite is copied also where the browser gives pages no clipboard, as by plain http in a hall", async () => {
  const { person, page } = await arrive(server.address, accounts["anna"]!, "/rooms/regionals-2026");
  await page.evaluate(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
  await isLive(page);
  await page.getByRole("button", { name: "This room" }).click();
  await page.getByRole("menuitem", { name: "Invites" }).click();
  await page.getByRole("button", { name: "Make an invite" }).click();
  const link = await page.getByLabel("Invite link").inputValue();
  await page.getByRole("button", { name: "Copy", exact: true }).click();
  await page.getByRole("button", { name: "Copied" }).waitFor();
  await closeWithEscape(page);
  const field = page.getByRole("textbox", { name: "Message", exact: true });
  await field.focus();
  await page.keyboard.press("Control+v");
  await expect.poll(() => field.inputValue()).toBe(link);
  await field.fill("");
  await person.leave();
});

test("who reads at the end of a room stays there when a keyboard takes half of the window", async () => {
  const { person, page } = await arrive(server.address, accounts["dario"]!, "/rooms/regionals-2026", { width: 360, height: 740 });
  await isLive(page);
  const newest = page.getByText("rack heights with the opener");
  await newest.waitFor();
  const isInSight = () => newest.evaluate((text) => text.getBoundingClientRect().bottom <= document.querySelector('[role="log"]')!.getBoundingClientRect().bottom + 1);
  await expect.poll(isInSight).toBe(true);
  for (const height of [420, 740, 360]) {
    await page.setViewportSize({ width: 360, height });
    await expect.poll(isInSight).toBe(true);
  }
  expect(await page.getByRole("button", { name: "Latest" }).count()).toBe(0);
  await person.leave();
});

test("a whole conversation by keyboard: find the room, write, edit, delete", async () => {
  const { person, page } = await arrive(server.address, accounts["dario"]!, "/rooms");
  await page.getByRole("searchbox", { name: "Find a room" }).focus();
  await page.keyboard.type("lob");
  await expect.poll(() => page.getByRole("navigation", { name: "Rooms to enter" }).getByRole("link").count()).toBe(1);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await isLive(page);
  await say(page, "helo");
  await page.getByText("helo", { exact: true }).waitFor();
  await page.getByText("sending", { exact: true }).waitFor({ state: "detached" });
  await page.keyboard.press("ArrowUp");
  await page.getByRole("textbox", { name: "Edit message" }).fill("hello");
  await page.keyboard.press("Enter");
  await page.getByText("hello", { exact: true }).waitFor();
  // Back in the field to write in.
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe("Message");
  await person.leave();
});
