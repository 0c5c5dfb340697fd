import { expect, test } from "vitest";
import { ClockOffset } from "../../src/meets/clockOffset.js";

const at = (ms: number) => new Date(1_800_000_000_000 + ms).toISOString();
const since = (ms: number) => ms - 1_800_000_000_000;

test("the server's time is taken at the middle of the exchange", () => {
  const clock = new ClockOffset();
  clock.answered("1000", at(5_000), 1_200);
  expect(since(clock.serverTime(1_100))).toBe(5_000);
  expect(since(clock.serverTime(2_100))).toBe(6_000);
});

test("of the last five exchanges the quickest counts", () => {
  const clock = new ClockOffset();
  clock.answered("1000", at(5_000), 1_010);
  for (let i = 1; i <= 4; i++) clock.answered(String(1_000 + i), at(9_000), 1_200);
  expect(since(clock.serverTime(1_005))).toBe(5_000);
  clock.answered("1100", at(9_000), 1_300);
  expect(since(clock.serverTime(1_200))).not.toBe(5_195);
});

test("what the server says of its time on joining is as good as nothing better", () => {
  const clock = new ClockOffset();
  clock.started(at(7_000), 1_000);
  expect(since(clock.serverTime(1_500))).toBe(7_500);
  clock.answered("2000", at(9_000), 2_100);
  expect(since(clock.serverTime(2_050))).toBe(9_000);
});

test.each([null, "not a number", "9000"])("an answer to a question that was never asked (%s) changes nothing", (sentAt) => {
  const clock = new ClockOffset();
  clock.started(at(7_000), 1_000);
  clock.answered(sentAt, at(99_000), 2_000);
  expect(since(clock.serverTime(1_000))).toBe(7_000);
});

test.each([5, -5])("where the own clock is %d minutes wrong, a minute is counted right to a tenth of a second", (minutes) => {
  const own = (serverMs: number) => serverMs + minutes * 60_000;
  const clock = new ClockOffset();
  clock.started(at(0), own(70));
  // How long each exchange was under way, there and back.
  let now = 1_000;
  for (const [there, back] of [[180, 20], [40, 60], [300, 5], [25, 30], [90, 95]] as const) {
    clock.answered(String(own(now)), at(now + there), own(now + there + back));
    now += 2_000;
  }
  const startedAt = now;
  for (let passed = 0; passed <= 60_000; passed += 500) {
    const left = 60_000 - (since(clock.serverTime(own(startedAt + passed))) - startedAt);
    expect(Math.abs(left - (60_000 - passed))).toBeLessThan(100);
  }
});
