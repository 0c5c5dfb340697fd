import { afterAll, beforeAll, expect, test } from "vitest";
import { Server } from "../../clients/ts/test/support/server";
import { Person, fitsItsWidth, isAccessible, picture, withBrowser } from "./support/browser";
import { deskOf, fill, goTo, id, join, live } from "./support/meet";

withBrowser();
let server: Server;
beforeAll(async () => void (server = await Server.start()));
afterAll(() => server.dispose());

const sections = [
  ["", "Meet"], ["registration", "Registration"], ["weigh-in", "Weigh-in"], ["lifting", "Lifting"], ["results", "Results"], ["conflicts", "Conflicts"], ["people", "People"], ["displays", "Displays"], ["publish", "Publish"],
] as const;

test("a meet is made live, with rules ticked off as the password is typed and an id to hand to others", async () => {
  const person = await Person.arrive(server.address);
  const page = await person.open("/meets");
  page.setDefaultTimeout(8_000);
  await page.getByRole("link", { name: /Make a meet live/ }).click();
  await page.getByLabel("Name", { exact: true }).fill("Spring Open");
  await page.getByLabel("Federation").fill("USPA");
  await page.getByLabel("Password of the meet").fill("chalk");
  const rules = page.getByRole("list", { name: "The password needs" });
  expect(await rules.getByText(", missing").count()).toBe(4);
  await page.getByRole("button", { name: "Make it live" }).click();
  await page.getByRole("alert").getByText(/password/i).first().waitFor();
  await page.getByLabel("Password of the meet").fill("Chalk-and-Ammonia-7");
  expect(await rules.getByText(", missing").count()).toBe(0);
  await page.getByRole("button", { name: "Referees’ phones" }).click();
  await isAccessible(page);
  await picture(page, "meets-new");
  await page.getByRole("button", { name: "Make it live" }).click();
  await page.getByRole("heading", { level: 1, name: "Meet", exact: true }).waitFor();
  await live(page);
  expect(await page.getByText(/^\d{3}-\d{3}-\d{3}$/).first().isVisible()).toBe(true);
  expect(await page.getByLabel("Name", { exact: true }).inputValue()).toBe("Spring Open");
  await page.getByRole("link", { name: "Meets" }).click();
  await page.getByText("Go on").waitFor();
  await isAccessible(page);
  await picture(page, "meets-front");
  await page.getByRole("link", { name: /Spring Open/ }).click();
  await live(page);
  await page.reload();
  await live(page);
  // What a desk's first page is made of, as it came over the line.
  const bytes = await page.evaluate(() => performance.getEntriesByType("resource").reduce((sum, one) => sum + (one as PerformanceResourceTiming).encodedBodySize, 0));
  expect(bytes).toBeGreaterThan(50_000);
  expect(bytes).toBeLessThan(300_000);
  await person.leave();
});

test("every section can be used on a phone, a laptop and a projector, light and dark", async () => {
  const head = await deskOf(server.address);
  const ids = fill(head);
  head.set("lifting.platforms[1].lift", "S");
  for (const of of ids.slice(0, 3)) head.set(`registration.entries[${of}].squatStatus[0]`, 1);
  head.set(`registration.entries[${ids[1]}].squatStatus[0]`, -1);
  head.set(`registration.entries[${ids[0]}].squatKg[1]`, 137.5);
  await expect.poll(() => head.status.inStep).toBe(true);
  for (const [theme, width] of [["light", 1440], ["dark", 1440], ["light", 360], ["dark", 1920]] as const) {
    const person = await Person.arrive(server.address, { width, height: width === 360 ? 740 : 900, theme });
    const page = await person.open(`/meets/${id(head)}`);
    page.setDefaultTimeout(8_000);
    await page.getByRole("heading", { name: `Join ${id(head)}` }).waitFor();
    await fitsItsWidth(page);
    await isAccessible(page);
    if (theme === "light" && width === 360) await picture(page, "meets-join");
    await join(page, "Desk 2");
    await live(page);
    for (const [path, name] of sections) {
      await goTo(page, name);
      if (path === "results") await page.getByText("Al Bo").first().waitFor();
      if (path === "lifting") await page.getByRole("region", { name: "On the platform" }).getByRole("heading").waitFor();
      await fitsItsWidth(page);
      await isAccessible(page);
      await picture(page, `meets-${path || "meet"}-${theme}-${width}`);
    }

    await person.leave();
  }

  await head.disconnect();
}, 120_000);
