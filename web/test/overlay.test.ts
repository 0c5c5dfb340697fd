import { expect, test } from "vitest";
import type { Page } from "playwright-core";
import { Person, fitsItsWidth, isAccessible, picture, withBrowser } from "./support/browser";
import { meet, server, withShownMeet } from "./support/shownMeet";

withBrowser();
withShownMeet();

const everything = "show=lifter,next,lights,clock,standings";

/** A camera's picture to lie over, so that pictures show what a stream shows. */
const overCamera = (page: Page) =>
  page.evaluate(() => {
    document.documentElement.style.background = "radial-gradient(circle at 62% 34%, #8b93a1, #4d5562 46%, #23282f)";
  });

test("the overlay shows what the server computed, over a picture that shines through", async () => {
  const person = await Person.arrive(server.address, { width: 1920, height: 1080 });
  meet.startClock();
  const page = await person.open(`/overlay?${everything}${meet.link}`);
  const view = await meet.view();
  const current = view.lifters.find(({ entryId }) => entryId === view.currentEntryId)!;
  const next = view.lifters.find(({ entryId }) => entryId === view.nextEntryId)!;
  const up = page.getByLabel("On the platform");
  await up.getByText(current.name, { exact: true }).waitFor();
  expect(await up.locator(".weight").textContent()).toBe(view.loading.current!.text);
  expect(await up.locator(".outlook").textContent()).toContain(String(current.ifGood!.totalKg));
  expect(await up.locator('.attempts[data-now] .attempt:not([data-state="none"])').allTextContents()).toEqual(current.attempts.S!.map(({ text }) => text));
  expect(await page.getByLabel("Next", { exact: true }).textContent()).toContain(next.name);
  expect(await page.getByLabel("Next", { exact: true }).textContent()).toContain(view.loading.next!.text);
  await page.getByLabel("Standings").getByText(current.name).waitFor();
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor + getComputedStyle(document.body).backgroundColor)).toBe("rgba(0, 0, 0, 0)rgba(0, 0, 0, 0)");
  await isAccessible(page);
  await fitsItsWidth(page);
  await overCamera(page);
  await picture(page, "overlay-dark");
  await page.setViewportSize({ width: 360, height: 203 });
  await fitsItsWidth(page);
  await person.leave();
});

test("lights fall, the result is told, and only then the next lifter comes", async () => {
  const person = await Person.arrive(server.address, { width: 1920, height: 1080 });
  const page = await person.open(`/overlay?${everything}${meet.link}`);
  await overCamera(page);
  const before = await meet.view();
  const current = before.lifters.find(({ entryId }) => entryId === before.currentEntryId)!;
  const next = before.lifters.find(({ entryId }) => entryId === before.nextEntryId)!;
  const up = page.getByLabel("On the platform");
  await up.getByText(current.name, { exact: true }).waitFor();
  await meet.light("left", "good");
  await page.locator('.light[data-decision="given"]').waitFor();
  expect(await page.locator(".result").textContent()).toBe("");
  await meet.light("head", "good");
  await meet.light("right", "bad", ["blue"]);
  await page.getByText("Good lift", { exact: true }).waitFor();
  await picture(page, "overlay-good");
  await meet.judge(true);
  await up.getByRole("img", { name: `${before.loading.current!.text}, good` }).waitFor();
  expect(await up.textContent()).toContain(current.name);
  await up.getByText(next.name, { exact: true }).waitFor({ timeout: 10_000 });
  for (const referee of ["left", "head", "right"] as const) await meet.light(referee, "bad", ["red"]);
  await page.getByText("No lift", { exact: true }).waitFor();
  await picture(page, "overlay-bad");
  await person.leave();
});

test("themes come by the address: colours, side, size, parts", async () => {
  const person = await Person.arrive(server.address, { width: 1920, height: 1080 });
  for (const [name, query] of [["light-right", `${everything}&theme=light&position=right`], ["accent-large", `${everything}&accent=ff5a36&ground=1b0f2e&scale=1.25`], ["center", "show=lifter,next&position=center&accent=22d3ee"], ["clock-only", "show=clock"]] as const) {
    meet.startClock(name === "clock-only" ? 9_000 : 60_000);
    const page = await person.open(`/overlay?${query}${meet.link}`);
    await page.locator(".plate[data-shown]").first().waitFor();
    await overCamera(page);
    expect(await page.locator(".lifter").count()).toBe(query.includes("lifter") ? 1 : 0);
    await picture(page, `overlay-${name}`);
    await page.close();
  }
  const page = await person.open(`/overlay?accent=url(javascript:1)&font=%3Cx%3E&scale=900${meet.link}`);
  await page.getByLabel("On the platform").waitFor();
  expect(await page.evaluate(() => document.documentElement.getAttribute("style"))).toBeNull();
  await person.leave();
});

test("a name is shown as it is, whatever it looks like and however long it is", async () => {
  const person = await Person.arrive(server.address, { width: 1920, height: 1080 });
  const page = await person.open(`/overlay?${everything}${meet.link}`);
  await overCamera(page);
  const id = (await meet.view()).currentEntryId!;
  const was = meet.desk.entry(id)!["name"]!;
  for (const strange of ["<script>document.title='x'</script>", "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh Cholmondeley-Warner of the Long Valley"]) {
    meet.desk.set(`registration.entries[${id}].name`, strange);
    await page.getByLabel("On the platform").getByText(strange, { exact: true }).waitFor();
    expect(await page.evaluate(() => document.querySelectorAll("body script").length)).toBe(0);
  }
  await picture(page, "overlay-long-name");
  meet.desk.set(`registration.entries[${id}].name`, was);
  await meet.inStep();
  await person.leave();
});

test("a stream is not disturbed by a lost line: a dot, or nothing at all; a link that does not hold is told", async () => {
  const person = await Person.arrive(server.address, { width: 1920, height: 1080 });
  const [loud, quiet] = [await person.open(`/overlay${meet.link}`), await person.open(`/overlay?quiet=1${meet.link}`)];
  for (const page of [loud, quiet]) await page.getByLabel("On the platform").waitFor();
  await server.kill();
  await loud.locator('.sign[data-kind="away"]').waitFor();
  await overCamera(loud);
  await picture(loud, "overlay-reconnecting");
  expect(await quiet.locator(".sign[data-shown]").count()).toBe(0);
  await server.startAgain();
  await loud.locator('.sign[data-kind="away"]').waitFor({ state: "detached", timeout: 30_000 });
  await meet.inStep();
  const refused = await person.open("/overlay#meet=482-913-057&view=v1.482913057.1.forged");
  await refused.getByText("do not belong together").waitFor();
  await picture(refused, "overlay-refused");
  const bare = await person.open("/overlay");
  await bare.getByText("lacks the meet or its view token").waitFor();
  await isAccessible(bare);
  await person.leave();
});
