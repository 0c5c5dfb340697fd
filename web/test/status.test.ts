import { afterAll, beforeAll, expect, test } from "vitest";
import { Server } from "../../clients/ts/test/support/server";
import { addAccount, logIn, type Account } from "./support/accounts";
import { Person, fitsItsWidth, isAccessible, picture, withBrowser } from "./support/browser";

withBrowser();
let server: Server;
let root: Account;
let member: Account;
beforeAll(async () => {
  server = await Server.start();
  [root, member] = [await addAccount(server, "root", "admin"), await addAccount(server, "ada")];
});
afterAll(() => server.dispose());

test("an operator sees live connections, refusals that just happened, and changes the log level", async () => {
  const person = await Person.arrive(server.address, { width: 1440, height: 1000 });
  const caller = await Person.arrive(server.address);
  await caller.open("/queue");
  const page = await person.open("/server");
  await logIn(page, root);
  await page.getByRole("row", { name: /queue/ }).first().waitFor();
  await expect.poll(() => page.getByRole("table").first().getByRole("row", { name: /queue/ }).textContent()).toMatch(/queue\D*1\D*1/);
  await expect.poll(() => page.getByRole("region", { name: "Live connections", exact: true }).locator("p").first().textContent()).not.toBe("0");

  // Somebody guesses a password elsewhere.
  const stranger = await fetch(`${server.address}/v1/auth/login`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ user_handle: "ada", password: "guessed wrong", device_uuid: "stranger-1", device_type: "web" }) });
  expect(stranger.status).toBe(401);
  await page.getByRole("row", { name: /Log-in.*account/ }).waitFor();

  await page.getByLabel("From this level on").selectOption("debug");
  await page.getByRole("button", { name: "Set level" }).click();
  await page.getByText("info before, debug now").waitFor();
  await page.getByText("As a table").first().click();
  await page.getByRole("region", { name: "Live connections, as a table" }).waitFor();
  for (const one of [person, caller]) await one.leave();
});

test("the status page goes on by itself after the server was killed and started again", async () => {
  const person = await Person.arrive(server.address);
  const page = await person.open("/server");
  await logIn(page, root);
  await page.getByText("Every 2 s").waitFor();
  await server.kill();
  await page.getByText("The server cannot be reached").waitFor();
  await server.startAgain();
  await page.getByText("Every 2 s").waitFor();
  await page.getByText("The server cannot be reached").waitFor({ state: "detached" });
  await person.leave();
});

test("a member is told that the status is for operators", async () => {
  const person = await Person.arrive(server.address);
  const page = await person.open("/server");
  await logIn(page, member);
  await page.getByText("For operators only").waitFor();
  await person.leave();
});

test("the status page can be read on a phone and on a wide screen, light and dark", async () => {
  for (const look of [
    { theme: "light", width: 360, height: 740 },
    { theme: "dark", width: 360, height: 740 },
    { theme: "light", width: 1440, height: 1100 },
    { theme: "dark", width: 1920, height: 1080 },
  ] as const) {
    const person = await Person.arrive(server.address, look);
    const page = await person.open("/server");
    await logIn(page, root);
    await page.getByRole("region", { name: "Memory", exact: true }).waitFor();
    // A few moments, so that there is a line to see.
    await expect.poll(() => page.locator("section[aria-label=Memory] tbody tr").count(), { timeout: 20_000 }).toBeGreaterThan(2);
    await fitsItsWidth(page);
    await isAccessible(page);
    await picture(page, `status-${look.theme}-${look.width}`);
    await person.leave();
  }
});
