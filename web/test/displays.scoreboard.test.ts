import { expect, test } from "vitest";
import type { Standings } from "@rollcall/client/meets";
import { Person, fitsItsWidth, isAccessible, picture, withBrowser } from "./support/browser";
import { meet, server, withShownMeet } from "./support/shownMeet";

withBrowser();
withShownMeet();

const standings = async (): Promise<Standings> => {
  const answer = await fetch(`${server.address}/api/meets/${meet.desk.meetId}/standings`, { headers: { Authorization: `Bearer ${meet.desk.viewToken}` } });
  return (await answer.json()) as Standings;
};

test("the scoreboard lists every class as the server placed it, and turns its own pages", async () => {
  const person = await Person.arrive(server.address, { width: 1920, height: 1080 });
  const page = await person.open(`/scoreboard${meet.link}`);
  await page.getByRole("table").first().waitFor();
  const computed = (await standings()).classes.map(({ rows }) => rows.map(({ name }) => name));
  const pages = Number((await page.getByText(/^\d of \d$/).textContent())!.split(" of ")[1]);
  expect(pages).toBeGreaterThan(1);
  const listed: (string | null)[] = [];
  for (let nth = 1; nth <= pages; nth++) {
    await page.getByText(`${nth} of ${pages}`).waitFor();
    listed.push(...(await page.locator("tbody th > span").allTextContents()));
    expect(await page.locator("table").last().evaluate((table) => table.getBoundingClientRect().bottom <= table.parentElement!.getBoundingClientRect().bottom)).toBe(true);
    await picture(page, `scoreboard-dark-page-${nth}`);
    await page.keyboard.press("ArrowRight");
  }
  expect(listed).toEqual(computed.flat());
  await isAccessible(page);
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: "Paused" }).waitFor();
  await page.getByRole("button", { name: "Paused" }).click();
  await page.getByRole("button", { name: "Pause", exact: true }).waitFor();
  await person.leave();
});

test("pages turn by themselves, and stand still while paused", async () => {
  const person = await Person.arrive(server.address, { width: 1920, height: 1080 });
  const page = await person.open(`/scoreboard?every=2${meet.link}`);
  await page.getByText(/^1 of/).waitFor();
  await page.getByText(/^2 of/).waitFor({ timeout: 4_000 });
  await person.leave();
});

test("the points ranking is the server's, light and dark, on a phone and on a projector", async () => {
  const computed = (await standings()).points;
  for (const [width, height, theme] of [[1920, 1080, "light"], [1280, 720, "dark"], [360, 640, "dark"]] as const) {
    const person = await Person.arrive(server.address, { width, height });
    const page = await person.open(`/scoreboard?by=points&theme=${theme}${meet.link}`);
    await page.getByRole("table").first().waitFor();
    expect(await page.locator("table").first().locator("tbody th > span").allTextContents()).toEqual(computed[0]!.rows.map(({ name }) => name));
    await fitsItsWidth(page);
    await isAccessible(page);
    await picture(page, `scoreboard-points-${theme}-${width}`);
    await page.getByRole("button", { name: "Classes" }).click();
    await page.getByRole("table").first().waitFor();
    await fitsItsWidth(page);
    await isAccessible(page);
    await picture(page, `scoreboard-classes-${theme}-${width}`);
    await person.leave();
  }
});

test("what a lift changes stands on the scoreboard by itself", async () => {
  const person = await Person.arrive(server.address, { width: 1920, height: 1080 });
  const page = await person.open(`/scoreboard${meet.link}`);
  await page.getByRole("table").first().waitFor();
  const before = await meet.view();
  const id = await meet.judge(true);
  const { name } = before.lifters.find(({ entryId }) => entryId === id)!;
  await page.getByRole("row", { name }).getByRole("img", { name: `${before.loading.current!.text}, good` }).waitFor();
  await person.leave();
});

test("a link is pasted, and the displays' addresses are shown, tried and copied", async () => {
  const person = await Person.arrive(server.address, { width: 1440, height: 900 });
  await person.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const page = await person.open("/meets/display");
  await page.getByText("No meet yet").waitFor();
  await picture(page, "displays-empty");
  await page.getByRole("button", { name: "Show" }).click();
  await page.getByText("A meet id has nine digits.").waitFor();
  await page.getByLabel("Meet id or display link").fill(`https://elsewhere.example/board${meet.link}`);
  await page.getByRole("heading", { name: "Spring Open" }).waitFor();
  await page.getByLabel("On the platform").waitFor();
  await isAccessible(page);
  await picture(page, "displays-board");
  await page.getByRole("button", { name: "Copy link" }).click();
  await page.getByText("Link copied.", { exact: true }).waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${server.address}/board#meet=${meet.desk.meetId}&view=${encodeURIComponent(meet.desk.viewToken!)}&platform=1`);
  await page.getByRole("tab", { name: "Scoreboard" }).click();
  await page.getByRole("combobox", { name: "Listed by" }).selectOption("points");
  expect(await page.getByLabel("Link", { exact: true }).inputValue()).toContain("/scoreboard?by=points#meet=");
  await picture(page, "displays-scoreboard");
  await page.getByRole("tab", { name: "Stream overlay" }).click();
  await page.getByLabel("Standings").check();
  expect(await page.getByLabel("Link", { exact: true }).inputValue()).toContain("/overlay?show=lifter,next,lights,clock,standings#meet=");
  await page.frameLocator("iframe").getByLabel("On the platform").waitFor();
  await isAccessible(page);
  await fitsItsWidth(page);
  await picture(page, "displays-overlay");
  await page.setViewportSize({ width: 360, height: 740 });
  await fitsItsWidth(page);
  await isAccessible(page);
  await picture(page, "displays-overlay-360");
  await page.setViewportSize({ width: 1920, height: 1080 });
  await fitsItsWidth(page);
  await page.getByRole("button", { name: "Change" }).click();
  expect(await page.getByLabel("View token").inputValue()).toBe(meet.desk.viewToken);
  await page.getByLabel("View token").fill("v1.482913057.1.forged");
  await page.getByRole("button", { name: "Show" }).click();
  await page.getByText("This link does not open a meet").waitFor();
  await isAccessible(page);
  await picture(page, "displays-refused");
  await person.leave();
});

test("a published meet is shown as final", async () => {
  const person = await Person.arrive(server.address, { width: 1280, height: 720 });
  const page = await person.open(`/scoreboard${meet.link}`);
  const board = await person.open(`/board${meet.link}`);
  await page.getByRole("table").first().waitFor();
  await meet.inStep();
  await meet.desk.publish({ returnEmail: "director@example.org" });
  await page.getByText("Final results").waitFor();
  await board.getByText("Final results").waitFor();
  await picture(page, "scoreboard-final");
  await person.leave();
});
