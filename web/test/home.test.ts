import { afterAll, beforeAll, expect, test } from "vitest";
import { Server } from "../../clients/ts/test/support/server";
import { Person, fitsItsWidth, isAccessible, picture, withBrowser } from "./support/browser";

withBrowser();
let server: Server;
beforeAll(async () => void (server = await Server.start()));
afterAll(() => server.dispose());

test("the front page shows what runs here, on a phone and on a projector, light and dark", async () => {
  for (const theme of ["light", "dark"] as const)
    for (const width of [360, 1280, 1920]) {
      const person = await Person.arrive(server.address, { width, theme });
      const page = await person.open("/");
      await page.getByText("Running well").waitFor();
      for (const name of ["Meets", "Queue", "Rooms", "Devices"]) expect(await page.getByRole("heading", { name, exact: true }).isVisible()).toBe(true);
      await fitsItsWidth(page);
      await isAccessible(page);
      await picture(page, `home-${theme}-${width}`);
      await person.leave();
    }
});

test("the chosen theme stays over a reload", async () => {
  const person = await Person.arrive(server.address);
  const page = await person.open("/");
  await page.getByRole("button", { name: "Dark theme" }).click();
  await page.reload();
  await page.getByRole("button", { name: "Light theme" }).waitFor();
  expect(await page.evaluate(() => document.documentElement.dataset["theme"])).toBe("dark");
  await person.leave();
});

test("an address nobody knows says so, and leads back", async () => {
  const person = await Person.arrive(server.address);
  const page = await person.open("/no/such/page");
  await page.getByRole("heading", { name: "Nothing here" }).waitFor();
  await page.getByRole("link", { name: "Rollcall, front page" }).click();
  await page.getByText("Running well").waitFor();
  await person.leave();
});
