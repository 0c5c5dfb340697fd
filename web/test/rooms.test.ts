import { afterAll, beforeAll, expect, test } from "vitest";
import { Server } from "../../clients/ts/test/support/server";
import { addAccount, logIn, type Account } from "./support/accounts";
import { isAccessible, picture, withBrowser } from "./support/browser";
import { arrive, isLive, quickRooms, say, Somebody, textsOn } from "./support/rooms";

withBrowser();
let server: Server;
let anna: Account, ben: Account, cleo: Account;
beforeAll(async () => {
  server = await Server.start(...quickRooms);
  [anna, ben, cleo] = [await addAccount(server, "anna"), await addAccount(server, "ben"), await addAccount(server, "cleo")];
});
afterAll(() => server.dispose());

test("two people with three tabs talk across a killed server: nothing is lost or doubled, and who has left is gone", async () => {
  const hers = await arrive(server.address, anna, "/rooms");
  await hers.page.getByRole("button", { name: "New" }).click();
  await hers.page.getByRole("menuitem", { name: "Make a room" }).click();
  await hers.page.getByLabel("Name", { exact: true }).fill("Club night");
  await hers.page.getByRole("button", { name: "Make the room" }).click();
  await isLive(hers.page);
  expect(new URL(hers.page.url()).pathname).toBe("/rooms/club-night");

  const his = await arrive(server.address, ben, "/rooms");
  await his.page.getByRole("link", { name: /Club night/ }).click();
  await isLive(his.page);
  const hisOther = await his.person.open("/rooms/club-night");
  await isLive(hisOther);
  const people = hers.page.getByRole("complementary", { name: "People" });
  await people.getByText("ben", { exact: true }).waitFor();
  await hers.page.getByText("2 people here").waitFor();

  await say(hers.page, "Hello");
  await expect.poll(() => textsOn(his.page)).toEqual(["Hello"]);
  await say(his.page, "Hi anna");
  await expect.poll(() => textsOn(hisOther)).toEqual(["Hello", "Hi anna"]);
  await say(hisOther, "From my other tab");
  const all = [hers.page, his.page, hisOther];
  for (const page of all) await expect.poll(() => textsOn(page)).toEqual(["Hello", "Hi anna", "From my other tab"]);

  await hers.page.getByRole("textbox", { name: "Message" }).pressSequentially("I am");
  await his.page.getByText("anna is typing").waitFor();
  await hers.page.getByRole("textbox", { name: "Message" }).fill("");

  await server.kill();
  for (const page of all) await page.getByText("No connection").waitFor();
  await say(hers.page, "Written while it was away, 1");
  await say(hisOther, "Written while it was away, 2");
  await hers.page.getByText("1 message is kept on this device").waitFor();
  await picture(hers.page, "rooms-offline");
  await isAccessible(hers.page);
  await server.startAgain();
  for (const page of all) {
    await expect.poll(async () => (await textsOn(page)).length, { timeout: 40_000 }).toBe(5);
    const texts = await textsOn(page);
    expect(texts.slice(0, 3)).toEqual(["Hello", "Hi anna", "From my other tab"]);
    expect([...texts.slice(3)].sort()).toEqual(["Written while it was away, 1", "Written while it was away, 2"]);
  }

  expect(await textsOn(hers.page)).toEqual(await textsOn(his.page));
  // One of his tabs goes: he is still here. The last one goes: he is gone.
  await people.getByText("ben", { exact: true }).waitFor();
  await his.page.close();
  await say(hisOther, "Still here");
  await expect.poll(() => textsOn(hers.page)).toContain("Still here");
  expect(await people.getByText("ben", { exact: true }).isVisible()).toBe(true);
  await hisOther.close();
  await people.getByText("ben", { exact: true }).waitFor({ state: "detached" });
  await hers.page.getByText("1 person here").waitFor();
  await Promise.all([hers.person.leave(), his.person.leave()]);
});

test("what could not be sent survives a reload, and goes out once", async () => {
  const { person, page } = await arrive(server.address, anna, "/rooms");
  const other = await Somebody.arrive(server.address, anna);
  await other.rooms.create({ id: "reload", name: "Reload" });
  await page.goto("/rooms/reload");
  await isLive(page);
  await server.kill();
  await page.getByText("No connection").waitFor();
  await say(page, "kept, one");
  await say(page, "kept, two");
  await page.getByText("2 messages are kept on this device").waitFor();
  const blank = await person.context.newPage();
  await page.close();
  await server.startAgain();
  await blank.goto("/rooms/reload");
  await expect.poll(() => textsOn(blank), { timeout: 10_000 }).toEqual(["kept, one", "kept, two"]);
  await blank.getByText("Live", { exact: true }).waitFor();
  expect((await other.rooms.messages("reload")).items.map((one) => one.data.text)).toEqual(["kept, one", "kept, two"]);
  await person.leave();
});

test("history of 500 messages scrolls back to the first one, and stays where one reads while older ones come and others speak", async () => {
  const [her, him] = [await Somebody.arrive(server.address, anna), await Somebody.arrive(server.address, ben)];
  await her.rooms.create({ id: "long", name: "Long talk" });
  await her.say("long", Array.from({ length: 250 }, (_, n) => `message ${n + 1}`));
  await him.say("long", Array.from({ length: 250 }, (_, n) => `message ${n + 251}${n % 7 === 0 ? "\nwith a second line" : ""}`));
  const { person, page } = await arrive(server.address, anna, "/rooms/long");
  await page.getByText("message 500", { exact: true }).waitFor();
  const log = page.getByRole("log");
  const top = () => page.evaluate(() => document.querySelector('[role="log"]')!.scrollTop);
  await log.hover();
  const seen = new Set<string>();
  await expect
    .poll(
      async () => {
        for (const text of await textsOn(page)) seen.add(text.split("\n")[0]!);
        await page.mouse.wheel(0, -700);
        return page.getByText("This is where it begins").isVisible();
      },
      { timeout: 40_000, interval: 30 },
    )
    .toBe(true);
  for (const text of await textsOn(page)) seen.add(text.split("\n")[0]!);
  expect([...seen].filter((text) => text.startsWith("message")).length).toBe(500);
  // Only what is seen is in the page.
  expect((await textsOn(page)).length).toBeLessThan(80);

  await page.mouse.wheel(0, 2_000);
  await expect.poll(top).toBeGreaterThan(1_000);
  await page.getByRole("button", { name: "Latest" }).waitFor();
  const before = await top();
  await him.say("long", ["and one more", "and another"]);
  await page.getByRole("button", { name: "2 new" }).waitFor();
  expect(Math.abs((await top()) - before)).toBeLessThan(2);
  await picture(page, "rooms-pill");
  await page.getByRole("button", { name: "2 new" }).click();
  await page.getByText("and another", { exact: true }).waitFor();
  await page.getByRole("button", { name: "2 new" }).waitFor({ state: "detached" });

  // The mark of what was read goes with the account: the next time the line stands where one left off.
  await expect.poll(async () => (await her.rooms.get("long")).read_seq).toBe((await her.rooms.get("long")).position.seq);
  await page.goto("/rooms");
  await him.say("long", ["said while you were away"]);
  await page.goto("/rooms/long");
  await page.getByText("said while you were away").waitFor();
  await page.getByText("New", { exact: true }).last().waitFor();
  await person.leave();
});

test("one's own messages are edited and deleted, a moderator removes anybody's, and everybody sees it", async () => {
  const her = await Somebody.arrive(server.address, anna);
  await her.rooms.create({ id: "mend", name: "Mend" });
  const [hers, his] = [await arrive(server.address, anna, "/rooms/mend"), await arrive(server.address, ben, "/rooms/mend")];
  await isLive(hers.page);
  await isLive(his.page);
  await say(his.page, "helo");
  await his.page.getByRole("log").getByText("helo").waitFor();
  await his.page.getByRole("textbox", { name: "Message", exact: true }).press("ArrowUp");
  const edit = his.page.getByRole("textbox", { name: "Edit message" });
  await edit.fill("hello there");
  await edit.press("Enter");
  await expect.poll(() => textsOn(hers.page)).toEqual(["hello there"]);
  await hers.page.getByText("edited").waitFor();
  await say(his.page, "something rude");
  await his.page.getByText("something rude").waitFor();
  const theirs = hers.page.getByRole("article").filter({ hasText: "something rude" });
  await theirs.hover();
  await theirs.getByRole("button").click();
  await hers.page.getByRole("menuitem", { name: "Delete" }).click();
  await hers.page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
  await his.page.getByText("Removed by a moderator").waitFor();
  // He may delete his own, and has no such menu item for hers.
  await say(hers.page, "mine");
  const mine = his.page.getByRole("article").filter({ hasText: "mine" });
  await mine.hover();
  await mine.getByRole("button").click();
  expect(await his.page.getByRole("menuitem", { name: "Delete" }).count()).toBe(0);
  await his.page.keyboard.press("Escape");
  await Promise.all([hers.person.leave(), his.person.leave()]);
});

test("an owner mutes, shows out and bans; the other is told plainly what happened and what to do", async () => {
  const her = await Somebody.arrive(server.address, anna);
  await her.rooms.create({ id: "order", name: "Order" });
  const [hers, his] = [await arrive(server.address, anna, "/rooms/order"), await arrive(server.address, ben, "/rooms/order")];
  await isLive(his.page);
  const about = async (item: string) => {
    await hers.page.getByRole("button", { name: "What can be done about ben" }).click();
    await hers.page.getByRole("menuitem", { name: item }).click();
  };
  await about("Mute…");
  await isAccessible(hers.page);
  await hers.page.getByLabel("Reason").fill("spam");
  await hers.page.getByRole("button", { name: "Mute", exact: true }).click();
  await his.page.getByText(/You are muted until/).waitFor();
  await picture(his.page, "rooms-muted");
  await hers.page.getByRole("button", { name: "This room" }).click();
  await hers.page.getByRole("menuitem", { name: "Banned and muted" }).click();
  await hers.page.getByRole("cell", { name: "spam" }).waitFor();
  await picture(hers.page, "rooms-sanctions");
  await isAccessible(hers.page);
  await hers.page.getByRole("button", { name: "Let write" }).click();
  await hers.page.getByText("Nobody is banned or muted.").waitFor();
  await hers.page.getByRole("button", { name: "Close", exact: true }).click();
  await say(his.page, "thank you");

  await about("Make a reader");
  await his.page.getByText("You read along here").waitFor();
  await about("Make a member");
  await about("Show out…");
  await hers.page.getByRole("dialog").getByRole("button", { name: "Show out" }).click();
  await his.page.getByText("A moderator has shown you out").waitFor();
  await picture(his.page, "rooms-kicked");
  await isAccessible(his.page);
  await his.page.getByRole("button", { name: "Come back in" }).click();
  await isLive(his.page);

  await about("Ban…");
  await hers.page.getByLabel("For how long").selectOption({ label: "For ever" });
  await hers.page.getByRole("dialog").getByRole("button", { name: "Ban" }).click();
  await his.page.getByText("You were banned from this room").waitFor();
  await his.page.getByRole("button", { name: "Look again" }).click();
  await his.page.getByText("It stays closed to you until a moderator says otherwise").waitFor();
  await hers.page.getByRole("button", { name: "This room" }).click();
  await hers.page.getByRole("menuitem", { name: "Banned and muted" }).click();
  await hers.page.getByRole("button", { name: "Let back in" }).click();
  await hers.page.getByText("Nobody is banned or muted.").waitFor();
  await his.page.reload();
  await isLive(his.page);
  await Promise.all([hers.person.leave(), his.person.leave()]);
});

test("a private room is found by its invite only, which works once", async () => {
  const hers = await arrive(server.address, anna, "/rooms");
  await hers.page.getByRole("button", { name: "New" }).click();
  await hers.page.getByRole("menuitem", { name: "Make a room" }).click();
  await hers.page.getByLabel("Name", { exact: true }).fill("Committee");
  await hers.page.getByLabel("Private").check();
  await isAccessible(hers.page);
  await picture(hers.page, "rooms-make");
  await hers.page.getByRole("button", { name: "Make the room" }).click();
  await isLive(hers.page);
  const his = await arrive(server.address, ben, "/rooms/committee");
  await his.page.getByText("There is no room here for you").waitFor();
  await isAccessible(his.page);
  await picture(his.page, "rooms-none");

  await hers.page.getByRole("button", { name: "This room" }).click();
  await hers.page.getByRole("menuitem", { name: "Invites" }).click();
  await hers.page.getByText("No invite is open.").waitFor();
  await hers.page.getByRole("button", { name: "Make an invite" }).click();
  const link = await hers.page.getByLabel("Invite link").inputValue();
  await picture(hers.page, "rooms-invites");
  await isAccessible(hers.page);

  // By the link, pasted.
  await his.page.getByRole("button", { name: "Accept an invite" }).click();
  await his.page.getByLabel("Invite", { exact: true }).fill(link);
  await his.page.getByRole("button", { name: "Accept and enter" }).click();
  await isLive(his.page);
  await say(his.page, "I am in");
  await expect.poll(() => textsOn(hers.page)).toEqual(["I am in"]);

  // The same link is used up for the next one.
  const third = await arrive(server.address, cleo, new URL(link).pathname + new URL(link).hash);
  await third.page.getByText(/This invite does not work/).waitFor();
  expect(new URL(third.page.url()).hash).toBe("");

  // One that is revoked does not work either; a fresh one does, by following it.
  await hers.page.getByRole("button", { name: "Make an invite" }).click();
  await expect.poll(() => hers.page.getByLabel("Invite link").inputValue()).not.toBe(link);
  const fresh = await hers.page.getByLabel("Invite link").inputValue();
  await third.page.goto(fresh);
  await third.page.reload();
  await isLive(third.page);
  await Promise.all([hers.person.leave(), his.person.leave(), third.person.leave()]);
});

test("a room's settings are changed, a full room says so, and a closed one too", async () => {
  const her = await Somebody.arrive(server.address, anna);
  await her.rooms.create({ id: "small", name: "Small" });
  const hers = await arrive(server.address, anna, "/rooms/small");
  await isLive(hers.page);
  await hers.page.getByRole("button", { name: "This room" }).click();
  await hers.page.getByRole("menuitem", { name: "Settings" }).click();
  await hers.page.getByLabel("Name", { exact: true }).fill("Small circle");
  await hers.page.getByLabel("Places").fill("1");
  await picture(hers.page, "rooms-settings");
  await isAccessible(hers.page);
  await hers.page.getByRole("button", { name: "Save" }).click();
  await hers.page.getByText("The room is changed.", { exact: true }).waitFor();
  await hers.page.getByRole("button", { name: "Close", exact: true }).click();
  await hers.page.getByRole("heading", { name: "Small circle" }).first().waitFor();
  const his = await arrive(server.address, ben, "/rooms/small");
  await his.page.getByText("This room is full").waitFor();
  await hers.page.getByRole("button", { name: "This room" }).click();
  await hers.page.getByRole("menuitem", { name: "Close the room" }).click();
  await hers.page.getByRole("alertdialog").getByRole("button", { name: "Close the room" }).click();
  await hers.page.getByText("Choose a room").waitFor();
  await his.page.getByRole("button", { name: "Try again" }).click();
  await his.page.getByText("There is no room here for you").waitFor();
  expect((await her.rooms.list()).rooms.map((one) => one.id)).not.toContain("small");
  await Promise.all([hers.person.leave(), his.person.leave()]);
});

test("the list comes back by itself after a killed server, and shows what was made meanwhile", async () => {
  const { person, page } = await arrive(server.address, cleo, "/rooms");
  await page.getByText("Choose a room").waitFor();
  await server.kill();
  await page.getByText("The server cannot be reached. The list is as it was.").waitFor();
  await isAccessible(page);
  await picture(page, "rooms-list-offline");
  await server.startAgain();
  await (await Somebody.arrive(server.address, ben)).rooms.create({ id: "after", name: "Made after it" });
  await page.getByRole("link", { name: /Made after it/ }).waitFor();
  await page.getByText("The server cannot be reached").waitFor({ state: "detached" });
  await person.leave();
});

test("a browser that is logged out from elsewhere shows the log-in at once, also in a second tab; what was being written is still there afterwards", async () => {
  const her = await Somebody.arrive(server.address, cleo);
  await her.rooms.create({ id: "revoke", name: "Revoke" });
  const { person, page } = await arrive(server.address, cleo, "/rooms/revoke");
  await isLive(page);
  const second = await person.open("/rooms/revoke");
  await isLive(second);
  await page.getByRole("textbox", { name: "Message", exact: true }).fill("half a thought");
  await her.account.logOut("others");
  for (const tab of [page, second]) await tab.getByRole("heading", { name: "Log in" }).waitFor();
  await logIn(page, cleo);
  await isLive(page);
  await expect.poll(() => page.getByRole("textbox", { name: "Message", exact: true }).inputValue()).toBe("half a thought");
  await person.leave();
});
