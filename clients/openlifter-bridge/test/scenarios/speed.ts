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

  test("A burst of 200 remote updates is applied in less than 150 ms, and boxes that are not on the screen follow within a second", async () => {
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
    // Every lifter gets a squat and a bench, the first of them a deadlift.
    const edits = Array.from({ length: 200 }, (_, n) => ({ lifter: n % lifters.length, lift: "SBD"[Math.floor(n / lifters.length)]!, weightKg: n }));
    const onScreen = await other.page.evaluate(
      (names) => {
        const rows = [...document.querySelectorAll("tr")].filter((row) => row.getBoundingClientRect().top < innerHeight).flatMap((row) => [...row.querySelectorAll("td, th")].map((cell) => cell.textContent));
        return names.flatMap((name, lifter) => (rows.includes(name) ? [lifter] : []));
      },
      lifters.map(({ name }) => name),
    );
    expect(onScreen.length).toBeGreaterThan(5);
    const took: { readonly screen: number; readonly whole: number; readonly wholeWall: number }[] = [];
    for (let burst = 1; burst <= 4; burst++) {
      const boxes = (wanted: typeof edits) => wanted.map(({ weightKg }) => `td [value="${500 * burst + weightKg}"]`);
      const before = await busyMs();
      // Looking for them again and again would be a tenth of what is measured.
      const shown = (wanted: readonly string[]) =>
        other.page.evaluate(
          (wanted) =>
            new Promise<number>((resolve) => {
              const isThere = () => wanted.every((box) => document.querySelector(box) !== null) && (watching.disconnect(), resolve(performance.timeOrigin + performance.now()));
              const watching = new MutationObserver(isThere);
              watching.observe(document.body, { childList: true, subtree: true });
              isThere();
            }),
          wanted,
        );
      const screen = shown(boxes(edits.filter(({ lifter }) => onScreen.includes(lifter))));
      await head.page.evaluate(
        ({ edits, ids, burst }) => {
          for (const { lifter, lift, weightKg } of edits) (globalThis as any).application.dispatch({ type: "ENTER_ATTEMPT", entryId: ids[lifter], lift, attemptOneIndexed: 1, weightKg: 500 * burst + weightKg });
        },
        { edits, ids, burst },
      );
      const first = await screen;
      const screenMs = (await busyMs()) - before;
      const last = await shown(boxes(edits));
      took.push({ screen: screenMs, whole: (await busyMs()) - before, wholeWall: last - first });
      const state = await other.page.evaluate(() => (globalThis as any).application.getState().registration.entries);
      for (const { lifter, lift, weightKg } of edits) expect(state[lifter][{ S: "squatKg", B: "benchKg", D: "deadliftKg" }[lift]!][0]).toBe(500 * burst + weightKg);
    }

    const ms = (what: keyof (typeof took)[number]) => took.map((one) => one[what].toFixed(0)).join(", ");
    console.log(`burst of 200 on the weigh-in page with 86 lifters, ms of the page's thread: ${ms("screen")} for what is on the screen, ${ms("whole")} for all; the rest came ${ms("wholeWall")} ms later`);
    // What else this machine does lengthens a burst, and never shortens one.
    expect(Math.min(...took.map(({ screen }) => screen))).toBeLessThan(150);
    expect(Math.min(...took.map(({ wholeWall }) => wholeWall))).toBeLessThan(1_000);
    // What a real build takes for a row of its own making is not the bridge's.
    if (venue().isStandIn) expect(Math.min(...took.map(({ whole }) => whole))).toBeLessThan(150);
  });
};
