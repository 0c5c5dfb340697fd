import { expect, test } from "vitest";
import { Person, fitsItsWidth, isAccessible, picture, withBrowser } from "./support/browser";
import { meet, server, shownWeight, upName, withShownMeet } from "./support/shownMeet";

withBrowser();
withShownMeet();

test("the attempt board shows what the server computed, from a phone to a projector, dark and light", async () => {
  const view = await meet.view();
  const current = view.lifters.find(({ entryId }) => entryId === view.currentEntryId)!;
  const next = view.lifters.find(({ entryId }) => entryId === view.nextEntryId)!;
  meet.startClock();
  for (const [width, height, theme] of [[1920, 1080, "dark"], [1280, 720, "light"], [1024, 768, "dark"], [390, 844, "dark"], [360, 640, "light"]] as const) {
    const person = await Person.arrive(server.address, { width, height });
    const page = await person.open(`/board${theme === "light" ? "?theme=light" : ""}${meet.link}`);
    await upName(page).waitFor();
    expect(await upName(page).textContent()).toBe(current.name);
    expect(await shownWeight(page).textContent()).toBe(view.loading.current!.text);
    expect(await page.getByLabel("Next", { exact: true }).textContent()).toContain(next.name);
    expect(await page.getByLabel("On the platform").getByRole("img", { name: /^On each side/ }).getAttribute("aria-label")).toBe(
      `On each side: ${view.loading.current!.perSide.map(({ weightKg, count }) => `${count} times ${weightKg}`).join(", ")}`,
    );
    const order = page.getByLabel("Order of lifting").locator("li");
    expect(await order.evaluateAll((rows) => rows.map((row) => row.firstElementChild?.textContent))).toEqual(view.lifters.map(({ name }) => name));
    expect(await order.first().getByRole("img").evaluateAll((cells) => cells.map((cell) => cell.getAttribute("data-state")))).toEqual(view.lifters[0]!.attempts.S!.map(({ state }) => state));
    await fitsItsWidth(page);
    await isAccessible(page);
    if (width > height) expect(await page.evaluate(() => document.querySelector("main")!.scrollHeight - document.querySelector("main")!.clientHeight)).toBe(0);
    await picture(page, `board-${theme}-${width}`);
    await person.leave();
  }
});

test("lights stay hidden until all three referees have decided, and then show cards and the result in words", async () => {
  const person = await Person.arrive(server.address, { width: 1920, height: 1080 });
  const page = await person.open(`/board${meet.link}`);
  await meet.light("left", "bad", ["red", "yellow"]);
  await page.getByRole("img", { name: "Left: decided" }).waitFor();
  await meet.light("head", "good");
  await page.getByRole("img", { name: "Head: decided" }).waitFor();
  expect(await page.getByRole("img", { name: "Left: decided" }).isVisible()).toBe(true);
  await picture(page, "board-lights-given");
  await meet.light("right", "good");
  await page.getByText("Good lift", { exact: true }).waitFor();
  await page.getByRole("img", { name: "Left: no lift, red and yellow card" }).waitFor();
  await isAccessible(page);
  await picture(page, "board-lights-good");
  for (const referee of ["left", "head", "right"] as const) await meet.light(referee, "bad", ["blue"]);
  await page.getByText("No lift", { exact: true }).waitFor();
  await picture(page, "board-lights-bad");
  await person.leave();
});

test("a display keeps what it shows while the server is down, says so, and comes back by itself", async () => {
  const person = await Person.arrive(server.address, { width: 1920, height: 1080 });
  const [board, scores, overlay] = [await person.open(`/board${meet.link}`), await person.open(`/scoreboard${meet.link}`), await person.open(`/overlay?show=lifter,next,standings${meet.link}`)];
  const before = await meet.view();
  const name = before.lifters.find(({ entryId }) => entryId === before.currentEntryId)!.name;
  await upName(board).waitFor();
  await scores.getByRole("table").first().waitFor();
  await overlay.getByLabel("On the platform").getByText(name, { exact: true }).waitFor();
  await server.kill();
  for (const page of [board, scores]) await page.getByText(/^Reconnecting · as of/).waitFor();
  await overlay.locator('.sign[data-kind="away"]').waitFor();
  expect(await upName(board).textContent()).toBe(name);
  expect(await overlay.getByLabel("On the platform").textContent()).toContain(name);
  await isAccessible(board);
  await picture(board, "board-reconnecting");
  await picture(scores, "scoreboard-reconnecting");
  await server.startAgain();
  await meet.inStep();
  await meet.judge(true);
  await meet.inStep();
  const after = await meet.view();
  expect(after.currentEntryId).not.toBe(before.currentEntryId);
  await expect.poll(() => shownWeight(board).textContent(), { timeout: 30_000 }).toBe(after.loading.current!.text);
  await expect.poll(() => overlay.getByLabel("On the platform").textContent(), { timeout: 30_000 }).toContain(after.lifters.find(({ entryId }) => entryId === after.currentEntryId)!.name);
  for (const page of [board, scores]) await page.getByText(/^Reconnecting/).waitFor({ state: "detached", timeout: 30_000 });
  await overlay.locator('.sign[data-kind="away"]').waitFor({ state: "detached" });
  await person.leave();
});

test("a name of any length fits, and what looks like markup is a name", async () => {
  const view = await meet.view();
  const id = view.currentEntryId!;
  const name = view.lifters.find(({ entryId }) => entryId === id)!.name;
  const person = await Person.arrive(server.address, { width: 1280, height: 720 });
  const page = await person.open(`/board${meet.link}`);
  for (const [nth, strange] of ['<img src=x onerror="document.title=1">', "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh Cholmondeley-Warner of the Long Valley Barbell Association", "Li"].entries()) {
    meet.desk.set(`registration.entries[${id}].name`, strange);
    await page.getByLabel("On the platform").getByText(strange, { exact: true }).waitFor();
    const place = await upName(page).evaluate((node) => ({ over: node.scrollWidth - node.clientWidth, images: document.querySelectorAll("img").length }));
    expect(place).toEqual({ over: 0, images: 0 });
    await picture(page, `board-name-${nth + 1}`);
  }
  meet.desk.set(`registration.entries[${id}].name`, name);
  await meet.inStep();
  await person.leave();
});

test("a name fits its place again when the window has changed, also for who wants no motion", async () => {
  const person = await Person.arrive(server.address, { width: 1280, height: 720 });
  const page = await person.open(`/board${meet.link}`);
  await page.emulateMedia({ reducedMotion: "reduce" });
  await upName(page).waitFor();
  for (const [width, height] of [[360, 740], [1366, 768], [768, 1024], [360, 740]] as const) {
    await page.setViewportSize({ width, height });
    const cut = () => page.locator("main [title]").evaluateAll((places) => places.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent));
    await expect.poll(cut).toEqual([]);
  }
  await person.leave();
});

test("a meet in pounds is shown in pounds, with the kilograms beside", async () => {
  meet.desk.set("meet.inKg", false);
  await meet.inStep();
  const { loading } = await meet.view();
  const person = await Person.arrive(server.address, { width: 1920, height: 1080 });
  const page = await person.open(`/board${meet.link}`);
  await expect.poll(() => shownWeight(page).textContent()).toBe(loading.current!.text);
  await page.getByLabel("On the platform").getByText(`${loading.current!.weightKg} kg`).waitFor();
  await page.getByText(/lb cannot be loaded/).first().waitFor();
  await picture(page, "board-pounds");
  const overlay = await person.open(`/overlay${meet.link}`);
  await expect.poll(() => overlay.locator(".load").textContent()).toBe(`${loading.current!.text}lb`);
  meet.desk.set("meet.inKg", true);
  await meet.inStep();
  await person.leave();
});

test("a link that does not hold says so, whatever is wrong with it", async () => {
  const person = await Person.arrive(server.address, { width: 1280, height: 720 });
  for (const path of ["/board", "/scoreboard"]) {
    const page = await person.open(path);
    await page.getByText("This display has no meet").waitFor();
    await isAccessible(page);
    for (const fragment of ["#meet=482-913-057&view=v1.482913057.1.forged", `#meet=${meet.desk.meetId}&view=v1.482913057.1.forged`]) {
      const other = await person.open(`${path}${fragment}`);
      await other.getByText("This link does not open a meet").waitFor();
      await isAccessible(other);
      await picture(other, `${path.slice(1)}-refused`);
      await other.close();
    }
    await page.close();
  }
  await person.leave();
});

test("no token leaves the part of an address that browsers keep to themselves", async () => {
  const person = await Person.arrive(server.address);
  const asked: string[] = [];
  person.context.on("request", (request) => asked.push(`${request.url()} ${request.headers()["referer"] ?? ""}`));
  for (const path of ["/board", "/scoreboard", "/overlay", "/meets/display"]) {
    const page = await person.open(`${path}${meet.link}`);
    await page.waitForLoadState("networkidle");
  }
  expect(asked.length).toBeGreaterThan(8);
  // What a browser says it asks for is shown with what stands behind the #; what goes over the wire is what stands before.
  expect(asked.map((one) => one.replace(/#\S*/, "")).filter((one) => one.includes(meet.desk.viewToken!))).toEqual([]);
  expect(server.output).not.toContain(meet.desk.viewToken);
  expect(server.output).not.toContain("Chalk-and-Ammonia-7");
  await person.leave();
});

test("a link that the director has ended says so, and keeps what it showed", async () => {
  const person = await Person.arrive(server.address, { width: 1280, height: 720 });
  const [board, overlay] = [await person.open(`/board${meet.link}`), await person.open(`/overlay${meet.link}`)];
  await upName(board).waitFor();
  await overlay.getByLabel("On the platform").waitFor();
  await meet.desk.manage({ newViewToken: true });
  await board.getByText(/^The director has ended this link · as of/).waitFor();
  await overlay.getByText("The director has ended this link.").waitFor();
  expect(await upName(board).isVisible()).toBe(true);
  await isAccessible(board);
  await picture(board, "board-ended");
  await person.leave();
});
