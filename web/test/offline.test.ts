import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterEach, expect, test } from "vitest";
import { Server } from "../../clients/ts/test/support/server";
import { Person, fitsItsWidth, isAccessible, picture, withBrowser } from "./support/browser";
import { ownPages } from "./support/ownPages";
import { deskOf, fill, goTo, id, join as joinAt, live, write } from "./support/meet";

withBrowser();
const servers: Server[] = [];
const start = async (...settings: string[]): Promise<Server> => {
  const server = await Server.start(...settings);
  servers.push(server);
  return server;
};
afterEach(async () => {
  for (const server of servers.splice(0)) await server.dispose();
});

/** All of the build lies in the browser, and the worker answers this page. */
const isKept = async (page: Page): Promise<void> => {
  const stands = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      return registration?.active?.state === "activated" && registration.installing === null && registration.waiting === null && navigator.serviceWorker.controller !== null;
    });
  await expect.poll(stands, { timeout: 20_000 }).toBe(true);
};

/** What is kept, by its address. */
const keptFiles = (page: Page): Promise<string[]> => page.evaluate(async () => {
  const stores = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
  const files = await Promise.all(stores.map((store) => store.keys()));
  return files.flat().map(({ url }) => new URL(url).pathname);
});

test("a desk is reloaded while the server is away: its table and its edits are there, every section opens, work goes on, and all of it arrives", async () => {
  const server = await start();
  const head = await deskOf(server.address);
  fill(head);
  await expect.poll(() => head.status.inStep).toBe(true);
  const person = await Person.arrive(server.address, { keepsPages: true });
  const page = await person.open(`/meets/${id(head)}`);
  await joinAt(page, "Desk 2");
  await live(page);
  await goTo(page, "Weigh-in");
  await isKept(page);
  await server.kill();
  await page.getByText("You are offline. Keep working.").waitFor();
  await write(page, "Al Bo", "Bench rack", "8");
  await page.getByText("1 change will go out when the line is back.").waitFor();

  await page.reload();
  await page.getByText("You are offline. Keep working.").waitFor();
  await page.getByText("1 change will go out when the line is back.").waitFor();
  await page.getByRole("row").filter({ hasText: "Al Bo" }).getByText("8", { exact: true }).waitFor();
  await isAccessible(page);
  await picture(page, "offline-desk");
  // None of these was looked at before the server went.
  for (const name of ["Meet", "Registration", "Lifting", "Results", "Conflicts", "People", "Displays", "Publish", "Weigh-in"]) await goTo(page, name);
  await write(page, "Eli Nakamura", "Bench rack", "11");
  await page.getByText("2 changes will go out when the line is back.").waitFor();

  await server.startAgain();
  await live(page);
  const rack = (name: string) => head.content.entryIds.map((one) => head.entry(one)).find((entry) => entry?.["name"] === name)?.["benchRackInfo"];
  await expect.poll(() => [rack("Al Bo"), rack("Eli Nakamura")], { timeout: 20_000 }).toEqual(["8", "11"]);
  await head.disconnect();
  await person.leave();
}, 120_000);

test("every page opens without the server and says that it is not reached; no file of it comes from anywhere but the build", async () => {
  const server = await start();
  const person = await Person.arrive(server.address, { keepsPages: true });
  const page = await person.open("/");
  await page.getByText("Running well").waitFor();
  await isKept(page);
  await server.kill();
  await page.reload();
  await page.getByText("Server not reached").waitFor();
  await isAccessible(page);
  await fitsItsWidth(page);
  await picture(page, "offline-home");
  for (const address of ["/meets", "/meets/new", "/meets/join", "/queue", "/queue/operator", "/rooms", "/devices", "/server", "/account", "/board", "/scoreboard", "/queue/screen"]) {
    await page.goto(address);
    // Nothing loads for ever: what is shown is a page, and what it lacks it says.
    await expect.poll(async () => (await page.locator("#root").innerText()).replace("Loading…", "").length, { message: address }).toBeGreaterThan(60);
    expect(await page.getByText("Loading…").count(), address).toBe(0);
    await picture(page, `offline${address.replaceAll("/", "-")}`);
  }
  const kept = await keptFiles(page);
  expect(kept).toContain("/index.html");
  expect(kept.filter((path) => !/^\/(?:assets\/[^/]+\.(?:js|css|woff2)|index\.html|overlay|theme\.js|favicon\.svg)$/.test(path))).toEqual([]);
  await person.leave();
}, 120_000);

test("a server that is starting is not taken for the page: the kept one is shown", async () => {
  const server = await start();
  const person = await Person.arrive(server.address, { keepsPages: true });
  const page = await person.open("/");
  await isKept(page);
  // As a reverse proxy answers for a server that is away.
  let refused = 0;
  await person.context.route(`${server.address}/`, (route) => {
    refused++;
    return route.fulfill({ status: 502, contentType: "text/html", body: "Bad gateway" });
  });
  await page.reload();
  await page.getByRole("heading", { name: "Rollcall" }).waitFor();
  expect(await page.getByText("Bad gateway").count()).toBe(0);
  expect(refused).toBeGreaterThan(0);
  await person.leave();
});

test("a first visit is not slowed down: the worker comes after the page, and never with the overlay", async () => {
  const server = await start();
  const person = await Person.arrive(server.address, { keepsPages: true });
  const page = await person.open("/overlay?show=clock");
  await page.waitForLoadState("networkidle");
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
  const asked: string[] = [];
  person.context.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.goto("/");
  await isKept(page);
  expect(asked.indexOf("/sw.js")).toBeGreaterThan(asked.indexOf("/health"));
  await person.leave();
});

test("a new build takes over while a tab of the old one goes on with its own; then the old one's files go", async () => {
  const pages = ownPages();
  try {
    const server = await start();
    const person = await Person.arrive(server.address, { keepsPages: true });
    const old = await person.open("/");
    await isKept(old);
    const before = await keptFiles(old);
    pages.buildAnew();
    const fresh = await person.open("/");
    const mainOf = (page: Page) => page.locator('script[type="module"]').getAttribute("src");
    const main = (await mainOf(fresh))!;
    expect(main).not.toBe(await mainOf(old));
    await expect.poll(() => keptFiles(fresh), { timeout: 30_000 }).toContain(main);
    await isKept(fresh);
    // The old tab goes where it has not been; the server has that part of it no more.
    expect((await fetch(server.address + before.find((path) => path.includes("/CallerPage-") && path.endsWith(".js"))!)).status).toBe(404);
    await old.getByRole("link", { name: "Queue", exact: true }).click();
    await old.getByRole("heading", { level: 1, name: "Queue" }).waitFor();
    await old.close();
    // At the next page that somebody opens, and not before the browser has noticed that the tab is closed.
    const builds = async () => {
      await fresh.reload();
      return await fresh.evaluate(async () => (await caches.keys()).length);
    };
    await expect.poll(builds, { timeout: 20_000, interval: 500 }).toBe(1);
    await server.kill();
    await fresh.reload();
    await fresh.getByText("Server not reached").waitFor();
    expect(await mainOf(fresh)).toBe(main);
    await person.leave();
  } finally {
    pages.dispose();
  }
}, 120_000);

test("where an operator puts a site of his own in the place of the pages, nothing of them stays behind", async () => {
  const site = mkdtempSync(join(tmpdir(), "rollcall-site-"));
  writeFileSync(join(site, "index.html"), "<!doctype html><title>Club</title><h1>Our club</h1>");
  const server = await start();
  const person = await Person.arrive(server.address, { keepsPages: true });
  const page = await person.open("/");
  await isKept(page);
  await server.kill();
  await server.startAgain("--sites.0.dir", site);
  await page.goto("/");
  await page.getByRole("heading", { name: "Our club" }).waitFor();
  await expect.poll(() => page.evaluate(async () => [(await navigator.serviceWorker.getRegistrations()).length, (await caches.keys()).length])).toEqual([0, 0]);
  await page.goto("about:blank");
  await server.kill();
  await expect(page.goto("/")).rejects.toThrow(/ERR_CONNECTION_REFUSED/);
  await person.leave();
  rmSync(site, { recursive: true });
});
