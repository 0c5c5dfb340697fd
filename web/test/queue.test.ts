import { readFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Page, WebSocketRoute } from "playwright-core";
import type { Server } from "../../clients/ts/test/support/server";
import { addAccount, logIn } from "./support/accounts";
import { Person, closeWithEscape, fitsItsWidth, isAccessible, withBrowser } from "./support/browser";
import { anna, bert, calls, onAir, operate, register, startStation, takeConsole } from "./support/pileUp";

withBrowser();
let server: Server;
beforeAll(async () => void (server = await startStation()));
beforeEach(() => onAir(server));
afterAll(() => server.dispose());

const working = (page: Page) => page.getByRole("region", { name: "Working now" });
const place = (page: Page) => page.getByRole("region", { name: "Your place" });
const rows = (page: Page) => page.getByRole("region", { name: "Waiting", exact: true }).locator("tbody tr");

const join = async (page: Page, callsign: string) => {
  await page.getByLabel("Your callsign").fill(callsign);
  await page.getByRole("button", { name: "Join the queue" }).click();
};

test("a pile-up is worked by keyboard: next, complete, skip, no-show, ban, undo, and the log comes as a file", async () => {
  for (const callsign of calls) await register(server, callsign);
  const operator = await Person.arrive(server.address, { width: 1440, height: 900 });
  const page = await operator.open("/queue/operator");
  await takeConsole(page, anna);
  await expect.poll(() => rows(page).count()).toBe(10);

  await page.keyboard.press("n");
  await working(page).getByText("K1ABC", { exact: true }).waitFor();
  await page.getByLabel("Sent").fill("59");
  await page.getByLabel("Received").fill("57");
  await page.getByLabel("Comment").fill("Nice signal");
  // While one types, letters are letters.
  expect(await page.getByLabel("Comment").inputValue()).toBe("Nice signal");
  await page.getByLabel("Comment").evaluate((field: HTMLElement) => field.blur());
  await page.keyboard.press("c");
  await working(page).getByText("Nobody", { exact: true }).waitFor();
  const log = page.getByRole("region", { name: "Log" });
  await log.getByRole("row", { name: /K1ABC.*59.*57.*Nice signal/ }).waitFor();

  await page.keyboard.press("n");
  await working(page).getByText("DL1ABC", { exact: true }).waitFor();
  await page.keyboard.press("s");
  await expect.poll(() => rows(page).last().textContent()).toContain("DL1ABC");
  await page.keyboard.press("n");
  await working(page).getByText("G3XYZ", { exact: true }).waitFor();
  await page.keyboard.press("x");
  await expect.poll(() => rows(page).count()).toBe(8);
  await page.getByRole("button", { name: /Undo no-show/ }).waitFor();
  await page.keyboard.press("u");
  await working(page).getByText("G3XYZ", { exact: true }).waitFor();
  await page.keyboard.press("k");
  await working(page).getByText("Nobody", { exact: true }).waitFor();

  // Rows are chosen with the arrows: the second one is worked out of turn, the first one banned.
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("w");
  await working(page).getByText("JA1NUT", { exact: true }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("b");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.type("Wrong band");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.getByRole("tab", { name: "Bans 1" }).click();
  await page.getByRole("cell", { name: "Wrong band" }).waitFor();
  await page.getByRole("button", { name: "Unban F5KIN" }).click();
  await page.getByText("Nobody is banned.").waitFor();
  await page.getByRole("tab", { name: "Log" }).click();

  // Next logs the contact in progress.
  await working(page).click({ position: { x: 4, y: 4 } });
  await page.keyboard.press("n");
  await log.getByRole("row", { name: /JA1NUT/ }).waitFor();
  await working(page).getByText("VK9/EI0ABC/P", { exact: true }).waitFor();
  await page.keyboard.press("c");
  await log.getByRole("row", { name: "VK9/EI0ABC/P" }).waitFor();

  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: "ADIF" }).click();
  const file = await downloading;
  expect(file.suggestedFilename()).toMatch(/^queue-main-\d{8}\.adi$/);
  const adif = readFileSync(await file.path(), "utf8");
  for (const callsign of ["K1ABC", "JA1NUT", "VK9/EI0ABC/P"]) expect(adif).toContain(`<CALL:${callsign.length}>${callsign}`);
  expect(adif).not.toContain("G3XYZ");
  expect(adif).toContain("<COMMENT:11>Nice signal");

  await page.keyboard.press("f");
  await page.keyboard.type("14210");
  await page.keyboard.press("Enter");
  await page.getByText("14.210 MHz").waitFor();
  await page.keyboard.press("t");
  await page.keyboard.type("UP 5");
  await page.keyboard.press("Enter");
  await page.getByRole("region", { name: "Frequency and split" }).getByText("UP 5").waitFor();
  await page.keyboard.press("p");
  await page.getByText("Paused", { exact: true }).waitFor();
  await page.locator("button:enabled", { hasText: "Resume" }).waitFor();
  await page.keyboard.press("p");
  await page.getByText("Open", { exact: true }).waitFor();
  await page.keyboard.press("a");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.type("not a callsign");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").getByRole("alert").waitFor();
  await page.getByRole("dialog").getByLabel("Callsign").fill("w7gj");
  await page.keyboard.press("Enter");
  await expect.poll(() => rows(page).last().textContent()).toContain("W7GJ");
  await page.keyboard.press("?");
  await page.getByRole("dialog").getByText("These keys").waitFor();
  await closeWithEscape(page);
  await page.keyboard.press("o");
  await page.getByRole("alertdialog").getByRole("button", { name: "Go off the air" }).click();
  await page.getByText("Off the air").first().waitFor();
  await operator.leave();
});

test("a caller sees the place fall to next and called, keeps it over a reload, and is told when worked", async () => {
  for (const callsign of calls.slice(0, 2)) await register(server, callsign);
  const caller = await Person.arrive(server.address, { width: 360, height: 740 });
  const page = await caller.open("/queue");
  await join(page, "x");
  await page.getByRole("alert").waitFor();
  await join(page, " dl1abc ");
  await page.getByRole("alert").waitFor();
  await join(page, " w7gj ");
  await place(page).getByText("W7GJ").waitFor();
  await place(page).getByText("2 stations ahead of you").waitFor();
  expect(await page.title()).toContain("3rd in line");
  await page.reload();
  await place(page).getByText("2 stations ahead of you").waitFor();
  await operate(server, "queue/next");
  await place(page).getByText("One station ahead of you").waitFor();
  await operate(server, "queue/next");
  await place(page).getByText("You are next").waitFor();
  await expect.poll(() => page.title()).toContain("You are next");
  await operate(server, "queue/next");
  await place(page).getByText("You are being called").waitFor();
  await expect.poll(() => page.title()).toContain("You are being called");
  await operate(server, "qso/complete");
  await place(page).getByText("You were worked").waitFor();
  await page.getByRole("button", { name: "Join again" }).click();
  await join(page, "w7gj");
  await place(page).getByText("You are next").waitFor();
  await page.getByRole("button", { name: "Leave the queue" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Leave the queue" }).click();
  await page.getByLabel("Your callsign").waitFor();
  await page.getByText("Nobody waits.", { exact: true }).waitFor();
  await caller.leave();
});

test("the page tells why nobody can join: paused, full, off the air", async () => {
  const caller = await Person.arrive(server.address, { width: 360, height: 740 });
  const page = await caller.open("/queue");
  await operate(server, "queue-pause", { paused: true });
  await page.getByText("No new callers just now").waitFor();
  expect(await page.getByRole("button", { name: "Join the queue" }).isDisabled()).toBe(true);
  await operate(server, "queue-pause", { paused: false });
  for (let n = 0; n < 20; n++) await register(server, `K${n % 10}${"AB"[Math.floor(n / 10)]}ZZ`);
  await page.getByText("The queue is full").waitFor();
  await operate(server, "status", { active: false });
  await page.getByText("The queue is off the air").waitFor();
  await caller.leave();
});

test("sound is off until it is switched on, and what was chosen stays", async () => {
  const caller = await Person.arrive(server.address);
  const page = await caller.open("/queue");
  await join(page, "w7gj");
  const sound = page.getByLabel("With a sound");
  expect(await sound.isChecked()).toBe(false);
  await sound.check();
  await page.reload();
  await sound.waitFor();
  expect(await sound.isChecked()).toBe(true);
  await caller.leave();
});

test("two operators press next at once: one contact, and the slower one is told plainly", async () => {
  for (const callsign of calls.slice(0, 3)) await register(server, callsign);
  const [quick, slow] = [await Person.arrive(server.address), await Person.arrive(server.address)];
  const page = await quick.open("/queue/operator");
  await takeConsole(page, anna);
  // The slower one's network holds back what the server says, so that it acts upon what it saw.
  const held: (() => void)[] = [];
  let holding = false;
  await slow.context.routeWebSocket(/ws\/connect/, (toPage: WebSocketRoute) => {
    const toServer = toPage.connectToServer();
    toServer.onMessage((message) => (holding ? void held.push(() => toPage.send(message)) : toPage.send(message)));
  });
  const other = await slow.open("/queue/operator");
  await takeConsole(other, bert);
  await expect.poll(() => rows(other).count()).toBe(3);
  holding = true;
  await page.keyboard.press("n");
  await working(page).getByText("K1ABC", { exact: true }).waitFor();
  await other.keyboard.press("n");
  await expect.poll(() => held.length).toBeGreaterThan(1);
  holding = false;
  // In the order the server said them; the answer may still be on its way.
  for (const say of held.splice(0)) say();
  await other.getByText("Another operator was quicker").waitFor();
  await other.getByText("K1ABC is being worked now.", { exact: false }).waitFor();
  await working(other).getByText("K1ABC", { exact: true }).waitFor();
  await expect.poll(() => rows(page).count()).toBe(2);
  for (const one of [quick, slow]) await one.leave();
});

test("the server is killed and started again under caller, console and screen, which all come back by themselves", async () => {
  for (const callsign of calls.slice(0, 2)) await register(server, callsign);
  const people = [await Person.arrive(server.address, { width: 360, height: 740 }), await Person.arrive(server.address), await Person.arrive(server.address, { width: 1920, height: 1080 })];
  const [caller, desk, screen] = [await people[0]!.open("/queue"), await people[1]!.open("/queue/operator"), await people[2]!.open("/queue/screen")];
  await join(caller, "w7gj");
  await place(caller).getByText("2 stations ahead of you").waitFor();
  await takeConsole(desk, anna);
  await screen.getByText("W7GJ").waitFor();

  await server.kill();
  for (const page of [caller, desk, screen]) await page.locator("[data-line=waiting], [data-line=connecting]").first().waitFor();
  // What was known stays in view, and what is pressed meanwhile is done once the server is back.
  await place(caller).getByText("2 stations ahead of you").waitFor();
  await screen.getByText("W7GJ").waitFor();
  await desk.keyboard.press("n");
  await desk.locator("button[aria-busy=true]").first().waitFor();
  await server.startAgain();

  for (const page of [caller, desk, screen]) await page.locator("[data-line=connected]").waitFor();
  await working(desk).getByText("K1ABC", { exact: true }).waitFor();
  await working(screen).getByText("K1ABC", { exact: true }).waitFor();
  await place(caller).getByText("One station ahead of you").waitFor();
  for (const one of people) await one.leave();
});

test("a queue that this server does not have is told as such, on the caller's page and on the console", async () => {
  const person = await Person.arrive(server.address);
  for (const path of ["/queue", "/queue/operator"]) {
    const page = await person.open(`${path}?q=nonesuch`);
    await page.getByText("There is no such queue").waitFor();
    expect(await page.getByText("Connecting…").count()).toBe(0);
    await page.getByRole("link", { name: "the queue of this server" }).click();
    await page.getByText("20 m SSB").first().waitFor();
  }
  await person.leave();
});

test("a page of the queue that was opened without a server says so once, and comes by itself", async () => {
  const person = await Person.arrive(server.address, { width: 360, height: 740, keepsPages: true });
  const first = await person.open("/queue");
  await first.getByText("20 m SSB").waitFor();
  await expect.poll(() => first.evaluate(async () => (await navigator.serviceWorker.ready).active?.state), { timeout: 20_000 }).toBe("activated");
  await server.kill();
  const page = await person.open("/queue");
  await page.getByText("The server cannot be reached.").waitFor();
  await page.getByText("Connecting…").waitFor({ state: "detached" });
  await fitsItsWidth(page);
  await isAccessible(page);
  await server.startAgain();
  await page.getByText("20 m SSB").waitFor({ timeout: 30_000 });
  await person.leave();
});

test("a wrong password is told, and an operator's account needs no second log-in", async () => {
  const person = await Person.arrive(server.address);
  const page = await person.open("/queue/operator");
  await page.getByLabel("Operator", { exact: true }).fill("anna");
  await page.getByLabel("Password", { exact: true }).fill("wrong");
  await page.getByRole("button", { name: "Log in" }).click();
  await page.getByText("The name or the password is wrong.").waitFor();
  const root = await addAccount(server, "root", "admin");
  await page.goto("/account");
  await logIn(page, root);
  await page.goto("/queue/operator");
  await working(page).waitFor();
  await page.reload();
  await working(page).waitFor();
  await person.leave();
});
