import { expect, test } from "vitest";
import type { CDPSession } from "playwright-core";
import { Person, withBrowser } from "./support/browser";
import { meet, server, withShownMeet } from "./support/shownMeet";

withBrowser();
withShownMeet();

const lastsMs = process.env["ROLLCALL_LONG"] === "1" ? 600_000 : 20_000;

const measures = async (page: CDPSession) => {
  await page.send("HeapProfiler.collectGarbage");
  await page.send("HeapProfiler.collectGarbage");
  const { metrics } = await page.send("Performance.getMetrics");
  const of = (name: string) => metrics.find((one) => one.name === name)!.value;
  return { heap: of("JSHeapUsedSize"), nodes: of("Nodes"), listeners: of("JSEventListeners"), busyS: of("TaskDuration"), at: of("Timestamp") };
};

test(
  `with ten updates a second for ${lastsMs / 1_000} s the overlay stays smooth and does not grow`,
  async () => {
    const person = await Person.arrive(server.address, { width: 1920, height: 1080 });
    const page = await person.open(`/overlay?show=lifter,next,lights,clock,standings${meet.link}`);
    await page.getByLabel("On the platform").waitFor();
    const wire = await person.context.newCDPSession(page);
    await wire.send("Performance.enable");
    let updates = 0;
    const frames = await page.evaluateHandle(() => {
      const seen = { changes: 0, late: 0, count: 0, last: performance.now() };
      new MutationObserver(() => seen.changes++).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
      const frame = (now: number) => {
        seen.count++;
        if (now - seen.last > 100) seen.late++;
        seen.last = now;
        requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
      return seen;
    });

    const [first] = meet.ids;
    const drive = async (ms: number) => {
      // A little faster than the server tells displays, so that it tells them as often as it ever does.
      for (let [next, end] = [performance.now(), performance.now() + ms]; next < end; next += 80, updates++) {
        // Weights, lights, the clock and whole turns change; the meet is after every round what it was before.
        meet.desk.set(`registration.entries[${first}].squatKg[2]`, 152.5 + (updates % 7) * 2.5);
        if (updates % 10 === 0) meet.startClock(60_000 - (updates % 50) * 100);
        if (updates % 40 === 20) meet.desk.set(`registration.entries[${first}].squatStatus[2]`, 1);
        if (updates % 40 === 39) meet.desk.set(`registration.entries[${first}].squatStatus[2]`, 0);
        if (updates % 30 === 15) for (const referee of ["left", "head", "right"] as const) void meet.light(referee, updates % 60 === 15 ? "good" : "bad", updates % 60 === 15 ? [] : ["red"]);
        await new Promise((later) => setTimeout(later, Math.max(0, next + 80 - performance.now())));
      }
      await meet.inStep();
    };
    // Whatever is made once is made by now.
    await drive(5_000);
    const [before, shownBefore] = [await measures(wire), await frames.evaluate(({ changes, late, count }) => ({ changes, late, count }))];
    await drive(lastsMs);
    const [after, shownAfter] = [await measures(wire), await frames.evaluate(({ changes, late, count }) => ({ changes, late, count }))];

    const seconds = after.at - before.at;
    const [changes, late, count] = [shownAfter.changes - shownBefore.changes, shownAfter.late - shownBefore.late, shownAfter.count - shownBefore.count];
    const busy = (after.busyS - before.busyS) / seconds;
    console.log(
      `${seconds.toFixed(0)} s: ${(changes / seconds).toFixed(1)} drawings a second, ${(count / seconds).toFixed(0)} frames a second, ${late} of ${count} late, busy ${(busy * 100).toFixed(1)} %, heap ${before.heap} -> ${after.heap}, nodes ${before.nodes} -> ${after.nodes}`,
    );
    expect(changes / seconds).toBeGreaterThan(5);
    expect(after.nodes).toBeLessThanOrEqual(before.nodes + 10);
    expect(after.listeners).toBeLessThanOrEqual(before.listeners + 2);
    expect(after.heap).toBeLessThan(before.heap + 512 * 1_024);
    expect(late / count).toBeLessThan(0.02);
    expect(busy).toBeLessThan(0.5);
    await person.leave();
  },
  lastsMs + 90_000,
);
