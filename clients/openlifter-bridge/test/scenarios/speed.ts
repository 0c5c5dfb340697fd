import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { password, type Venue } from "../support/venue.js";

const lifters = Array.from({ length: 86 }, (_, place) => ({ name: `Lifter ${place}`, bodyweightKg: 60 + place / 2, squatKg: [100, 0, 0, 0, 0] }));

/** What the bridge costs. */
export const speed = (venue: () => Venue): void => {
  test("The script is under 60 KB compressed", () => {
    const bytes = gzipSync(readFileSync(join(import.meta.dirname, "../../../../artifacts/bridge/openlifter.js"))).length;
    console.log(`size: ${(bytes / 1_000).toFixed(1)} KB gzip`);
    expect(bytes).toBeLessThan(60_000);
  });

  test("A local action takes less than 5 ms more on a live desk with 86 lifters", async () => {
    const desk = await venue().desk();
    for (const one of lifters) await desk.register(one);
    await desk.go("Weigh-ins");
    const median = () =>
      desk.page.evaluate(() => {
        const store = (globalThis as any).application;
        const { entries } = store.getState().registration;
        const took = Array.from({ length: 60 }, (_, n) => {
          const began = performance.now();
          store.dispatch({ type: "ENTER_ATTEMPT", entryId: entries[n].id, lift: "S", attemptOneIndexed: 2, weightKg: 100 + Math.random() * 100 });
          return performance.now() - began;
        });
        return took.sort((a, b) => a - b)[30]!;
      });
    await median();
    const apart = await median();
    await desk.goLive(password);
    await median();
    await desk.inStep();
    const live = await median();
    console.log(`local action: ${apart.toFixed(2)} ms apart, ${live.toFixed(2)} ms live`);
    expect(live - apart).toBeLessThan(5);
  });

  test("A burst of 200 remote updates is applied in less than 150 ms", async () => {
    const { head, other, ids } = await venue().twoDesks(lifters);
    await other.go("Weigh-ins");
    const cdp = await other.context.newCDPSession(other.page);
    // The time this thread had the processor, whoever else has it meanwhile, without what the test itself asks.
    await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
    const busyMs = async () => {
      const { metrics } = await cdp.send("Performance.getMetrics");
      const of = (wanted: string): number => metrics.find(({ name }) => name === wanted)!.value * 1_000;
      return of("TaskDuration") - of("DevToolsCommandDuration");
    };
    const took: number[] = [];
    for (let burst = 1; burst <= 4; burst++) {
      const before = await busyMs();
      // Looking for it again and again would be a tenth of what is measured.
      const shown = other.page.evaluate(
        (box) =>
          new Promise<void>((resolve) => {
            const watching = new MutationObserver(() => {
              if (document.querySelector(box) === null) return;
              watching.disconnect();
              resolve();
            });
            watching.observe(document.body, { childList: true, subtree: true });
          }),
        `td [value="${100 * burst + 199}"]`,
      );
      await head.page.evaluate(
        ({ ids, burst }) => {
          for (let n = 0; n < 200; n++) (globalThis as any).application.dispatch({ type: "ENTER_ATTEMPT", entryId: ids[n % ids.length], lift: "SBD"[Math.floor(n / ids.length)], attemptOneIndexed: 1, weightKg: 100 * burst + n });
        },
        { ids, burst },
      );
      await shown;
      took.push((await busyMs()) - before);
    }

    console.log(`burst of 200 on the weigh-in page with 86 lifters: ${took.map((ms) => ms.toFixed(0)).join(", ")} ms of the page's thread`);
    // What else this machine does lengthens a burst, and never shortens one.
    expect(Math.min(...took)).toBeLessThan(150);
  });
};
