import { expect, test } from "vitest";
import { Person, withBrowser } from "./support/browser";
import { meet, server, shownWeight, upName, withShownMeet } from "./support/shownMeet";

withBrowser();
withShownMeet();

test("an attempt that is marked stands on the board within a second, and the next lifter is up", async () => {
  const person = await Person.arrive(server.address, { width: 1920, height: 1080 });
  const page = await person.open(`/board${meet.link}`);
  await upName(page).waitFor();
  for (const isGood of [true, false]) {
    const before = await meet.view();
    const lifter = before.lifters.find(({ entryId }) => entryId === before.currentEntryId)!;
    const began = performance.now();
    await meet.judge(isGood);
    await page.getByLabel("Order of lifting").locator("li", { hasText: lifter.name }).locator(`[aria-label="${lifter.attempts.S![2]!.text}, ${isGood ? "good" : "no lift"}"]`).waitFor({ timeout: 5_000 });
    expect(performance.now() - began).toBeLessThan(1_000);
    const after = await meet.view();
    await expect.poll(() => shownWeight(page).textContent()).toBe(after.loading.current!.text);
    expect(after.currentEntryId).toBe(before.nextEntryId);
  }
  await person.leave();
});

test("the clock goes by the server's time, however wrong the screen's own clock is", async () => {
  const person = await Person.arrive(server.address);
  await person.context.addInitScript(() => {
    const [RealDate, shift] = [Date, 5 * 60_000];
    globalThis.Date = class extends RealDate {
      constructor(...given: [] | [number | string]) {
        if (given.length === 0) super(RealDate.now() + shift);
        else super(given[0]);
      }

      static override now() {
        return RealDate.now() + shift;
      }
    } as DateConstructor;
  });
  for (const address of ["/board", "/overlay"]) {
    const startedAt = Date.parse(meet.startClock());
    const page = await person.open(`${address}${meet.link}`);
    await page.locator("[data-clock]").filter({ hasText: /^0:/ }).waitFor({ state: "attached" });
    const off = await page.evaluate(
      ([since, length]) =>
        new Promise<number>((told) => {
          const clock = document.querySelector("[data-clock]")!;
          const before = clock.textContent;
          const look = () => {
            if (clock.textContent === before) return requestAnimationFrame(look);
            const shown = Number(clock.textContent!.split(":")[1]) * 1_000;
            return told(performance.timeOrigin + performance.now() - (since! + length! - shown));
          };
          look();
        }),
      [startedAt, 60_000],
    );
    expect(Math.abs(off), `${address} is ${off} ms off`).toBeLessThan(100);
    await page.close();
  }
  await person.leave();
});
