import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { Display, type Desk } from "../../clients/ts/src/meets/index";
import { nodeWorld } from "../../clients/ts/test/support/nodeWorld";
import { Server } from "../../clients/ts/test/support/server";
import { Person, fitsItsWidth, isAccessible, picture, withBrowser } from "./support/browser";
import { deskOf, fill, goTo, id, live, password, sitsDown, write } from "./support/meet";

withBrowser();
let server: Server;
let head: Desk;
let ids: readonly number[];
beforeAll(async () => {
  server = await Server.start();
  head = await deskOf(server.address);
  ids = fill(head);
  await vi.waitFor(() => expect(head.status.inStep).toBe(true), 5_000);
});
afterAll(async () => {
  await head.disconnect();
  await server.dispose();
});

const entryOf = (name: string) => ids.map((one) => head.entry(one)).find((entry) => entry?.["name"] === name);
const slotOf = (name: string, list: "squatKg" | "squatStatus", slot: number) => (entryOf(name)?.[list] as number[] | undefined)?.[slot];

test("two desks and a display go through an outage of one desk: its edits arrive, a conflict is re-applied, a reload keeps what waits, the display goes on", async () => {
  const display = new Display({ server: server.address, around: nodeWorld, meetId: head.meetId!, viewToken: head.viewToken!, platforms: [1] });
  display.connect();
  const shown = () => display.getSnapshot().platforms.get(1)?.view;
  await expect.poll(() => shown()?.lifters.length).toBe(8);
  const anna = await sitsDown(server.address, head, "Head table");
  const ben = await sitsDown(server.address, head, "Desk 2");
  await goTo(ben.page, "Weigh-in");
  await write(ben.page, "Eli Nakamura", "Lot", "41");
  await expect.poll(() => entryOf("Eli Nakamura")?.["lot"]).toBe(41);
  // He has been told so too.
  await live(ben.page);

  await ben.line.cut();
  await ben.page.getByText("You are offline. Keep working.").waitFor();
  await write(ben.page, "Al Bo", "Lot", "77");
  await write(ben.page, "Al Bo", "Squat rack", "19 out");
  await ben.page.getByText("2 changes will go out when the line is back.").waitFor();
  await picture(ben.page, "meets-offline");
  await fitsItsWidth(ben.page);
  await isAccessible(ben.page);

  await goTo(anna.page, "Weigh-in");
  await write(anna.page, "Al Bo", "Lot", "9");
  await goTo(anna.page, "Lifting");
  const first = await anna.page.getByRole("region", { name: "On the platform" }).getByRole("heading").innerText();
  await anna.page.getByRole("button", { name: /Good lift/ }).click();
  await expect.poll(() => shown()?.lifters.find(({ name }) => name === first)?.attempts.S?.[0]?.state).toBe("good");
  await anna.page.getByText(`${first} squat 1`).waitFor();

  // The browser is closed and opened again, still without a line.
  await ben.page.reload();
  await ben.page.getByText("2 changes will go out when the line is back.").waitFor();
  const lot = ben.page.getByRole("row").filter({ hasText: "Al Bo" });
  await lot.getByText("77", { exact: true }).waitFor();
  ben.line.mend();
  await live(ben.page);
  await expect.poll(() => entryOf("Al Bo")?.["squatRackInfo"]).toBe("19 out");
  expect(entryOf("Al Bo")?.["lot"]).toBe(9);
  await ben.page.getByText(/what Head table set stands/).first().waitFor();

  await goTo(anna.page, "Conflicts");
  const conflict = anna.page.getByRole("listitem").filter({ hasText: "Al Bo: lot number" });
  await conflict.getByText("77", { exact: true }).waitFor();
  await conflict.getByText("Desk 2").waitFor();
  await anna.page.emulateMedia({ reducedMotion: "reduce" });
  for (const theme of ["light", "dark"] as const) {
    await anna.page.evaluate((now) => (document.documentElement.dataset["theme"] = now), theme);
    await isAccessible(anna.page);
    await picture(anna.page, `meets-conflict-${theme}`);
  }

  await conflict.getByRole("button", { name: "Use what lost" }).click();
  await anna.page.getByText("Nothing to decide").waitFor();
  await expect.poll(() => entryOf("Al Bo")?.["lot"]).toBe(77);
  await goTo(ben.page, "Conflicts");
  await ben.page.getByText("Nothing to decide").waitFor();
  display.disconnect();
  await anna.person.leave();
  await ben.person.leave();
}, 90_000);

test("three referees' phones decide an attempt, and the desk writes it down", async () => {
  const desk = await sitsDown(server.address, head, "Head table", { width: 1440, height: 900 });
  await goTo(desk.page, "Lifting");
  await desk.page.getByLabel("Lights decide").check();
  const who = desk.page.getByRole("region", { name: "On the platform" }).getByRole("heading");
  const name = await who.innerText();
  await desk.page.getByRole("button", { name: "Start" }).click();
  await desk.page.getByText("Running").waitFor();
  const phones = [];
  for (const side of ["left", "head", "right"]) {
    const person = await Person.arrive(server.address, { width: 390, height: 844, theme: side === "head" ? "dark" : "light" });
    const page = await person.open(`/meets/${id(head)}/referee/${side}`);
    page.setDefaultTimeout(10_000);
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Join", exact: true }).click();
    await page.getByText(name).waitFor();
    phones.push({ person, page });
  }

  const [left, middle, right] = phones as [(typeof phones)[0], (typeof phones)[0], (typeof phones)[0]];
  for (const { page } of [left, middle])
    for (const [width, height] of [[360, 560], [740, 360], [568, 320], [1920, 1080], [390, 844]] as const) {
      await page.setViewportSize({ width, height });
      await fitsItsWidth(page);
      // A referee looks at the platform: whatever is to be pressed is in sight.
      for (const choice of await page.locator("main button").all()) await expect.poll(async () => ((await choice.boundingBox())?.y ?? height) + ((await choice.boundingBox())?.height ?? 0)).toBeLessThanOrEqual(height);
      await isAccessible(page);
      await picture(page, `meets-referee-${width}`);
    }

  await picture(left.page, "meets-referee-light");
  await picture(middle.page, "meets-referee-dark");
  await left.page.getByRole("button", { name: "Good lift" }).click();
  await right.page.getByRole("button", { name: /red/ }).click();
  await desk.page.getByText("left given").waitFor();
  await picture(desk.page, "meets-lights-given");
  await right.page.getByText("No lift, red").waitFor();
  await isAccessible(right.page);
  await picture(right.page, "meets-referee-given");
  expect(await desk.page.getByText("no lift, red").count()).toBe(0);
  await middle.page.getByRole("button", { name: "Good lift" }).click();
  await expect.poll(() => slotOf(name, "squatStatus", 0)).toBe(1);
  await expect.poll(() => who.innerText()).not.toBe(name);
  await left.page.getByText(await who.innerText()).waitFor();
  await desk.page.getByText(`${name} squat 1`).waitFor();
  await desk.page.getByLabel("Attempt 2 (kg)").fill("152,5");
  await desk.page.getByLabel("Attempt 2 (kg)").press("Enter");
  await expect.poll(() => slotOf(name, "squatKg", 1)).toBe(152.5);
  await picture(desk.page, "meets-called");
  await desk.page.getByRole("button", { name: "Take back" }).click();
  await expect.poll(() => slotOf(name, "squatStatus", 0)).toBe(0);
  for (const { person } of [desk, ...phones]) await person.leave();
}, 90_000);

test("a server that is killed and started again has its desks back by themselves, with what they did meanwhile", async () => {
  const { person, page } = await sitsDown(server.address, head, "Desk 2");
  await goTo(page, "Lifting");
  await server.kill();
  await page.getByText("You are offline. Keep working.").waitFor();
  await page.getByText("The order is computed on this desk until the line is back.").waitFor();
  const who = page.getByRole("region", { name: "On the platform" }).getByRole("heading");
  const name = await who.innerText();
  await page.keyboard.press("n");
  await expect.poll(() => who.innerText()).not.toBe(name);
  await page.getByText("1 change will go out when the line is back.").waitFor();
  await picture(page, "meets-lifting-offline");
  await server.startAgain();
  await page.locator('[data-line="connected"]').getByText("Live").waitFor({ timeout: 30_000 });
  await expect.poll(() => slotOf(name, "squatStatus", 0), { timeout: 30_000 }).toBe(-1);
  await person.leave();
}, 90_000);

test("a session that a director ended goes on with the password, and what was done meanwhile goes out", async () => {
  const { person, page, line } = await sitsDown(server.address, head, "Desk 2");
  const director = await sitsDown(server.address, head, "Head table");
  await goTo(page, "Weigh-in");
  await line.cut();
  await page.getByText("You are offline. Keep working.").waitFor();
  await write(page, "Cyrus Okafor", "Bench rack", "7");
  await goTo(director.page, "People");
  await director.page.getByRole("row").filter({ hasText: "Desk 2" }).getByRole("button", { name: /End sessions/ }).click();
  await director.page.getByRole("button", { name: "End sessions", exact: true }).click();
  await director.page.getByText(/sessions? ended/).first().waitFor();
  line.mend();
  await page.getByText("Your session has ended").waitFor();
  await isAccessible(page);
  await picture(page, "meets-ended");
  await page.getByLabel("Password").fill("wrong");
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByText(/Wrong meet id or password/).waitFor();
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Go on" }).click();
  await live(page);
  await expect.poll(() => entryOf("Cyrus Okafor")?.["benchRackInfo"]).toBe("7");
  await person.leave();
  await director.person.leave();
}, 60_000);

test("the newer tab of a desk takes it over, the older one says so, and can have it back", async () => {
  const { person, page } = await sitsDown(server.address, head, "Desk 2");
  const newer = await person.open(`/meets/${id(head)}/registration`);
  await live(newer);
  await page.getByText("This desk is open in another tab").waitFor();
  await isAccessible(page);
  await picture(page, "meets-elsewhere");
  await page.getByRole("button", { name: "Use it here" }).click();
  await live(page);
  await newer.getByText("This desk is open in another tab").waitFor();
  await person.leave();
}, 60_000);

test("publishing checks first, says where to mend what it found, and says where the results went", async () => {
  const other = await deskOf(server.address);
  const lifters = fill(other, { name: "Spring Open 2026" });
  for (const one of lifters) for (const list of ["squatStatus", "benchStatus", "deadliftStatus"]) other.set(`registration.entries[${one}].${list}[0]`, 1);
  await expect.poll(() => other.status.inStep).toBe(true);
  const { person, page } = await sitsDown(server.address, other, "Head table");
  await goTo(page, "Publish");
  await page.getByLabel("Return address").fill("director@example.org");
  await page.getByRole("button", { name: "Check the results" }).click();
  const finding = page.getByRole("row").filter({ hasText: "year" });
  await finding.getByText("Error").waitFor();
  await finding.getByText("MeetName").waitFor();
  await isAccessible(page);
  await picture(page, "meets-findings");
  await page.setViewportSize({ width: 360, height: 740 });
  await fitsItsWidth(page);
  await isAccessible(page);
  await expect.poll(() => page.getByRole("region", { name: "Findings" }).evaluate((list) => list.scrollWidth - list.clientWidth)).toBe(0);
  await picture(page, "meets-findings-360");
  await page.setViewportSize({ width: 1280, height: 800 });
  await finding.getByRole("link", { name: "Meet" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Spring Open");
  await page.getByLabel("Name", { exact: true }).press("Enter");
  await live(page);
  await goTo(page, "Publish");
  await page.getByLabel("Return address").fill("director@example.org");
  await page.getByRole("button", { name: "Check the results" }).click();
  await page.getByRole("button", { name: "Publish", exact: true }).waitFor();
  expect(await page.getByRole("row").filter({ hasText: "year" }).count()).toBe(0);
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await page.getByRole("button", { name: "Publish for good" }).click();
  await page.getByText(/outbox of this server/).waitFor();
  await isAccessible(page);
  await picture(page, "meets-published");
  await expect.poll(() => other.status.finished).toBe(true);
  await other.disconnect();
  await person.leave();
}, 60_000);
