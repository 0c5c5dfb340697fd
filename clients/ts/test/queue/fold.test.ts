import { expect, test } from "vitest";
import { fold, type QueueEvent, type Snapshot } from "../../src/queue/index.js";
import { entry, qso, snapshotAt } from "../support/queue/queueEnd.js";

const told = <Name extends QueueEvent["event"]>(event: Name, data: Extract<QueueEvent, { event: Name }>["data"]): QueueEvent =>
  ({ type: "event", event, data, timestamp: "2026-03-09T18:22:05.123Z", seq: 119, epoch: "k3v9", origin: null }) as QueueEvent;

const worked = (callsign: string, times_worked = 1) => ({
  callsign, name: null, location: null, country: null, qrz_image: null, grid: null, worked_timestamp: "t", first_worked: "t", times_worked, band: null, mode: null,
});

const operator = { name: "anna", logger_integration: false, rate_limit: { time_period_minutes: 60, enabled: false }, banned_total: 0, can_undo: null };

test.each<[QueueEvent, Partial<Snapshot>]>([
  [told("system_status", { active: false, last_updated: "t" }), { system_status: { active: false, last_updated: "t" }, queue: { queue: [], total: 0, max_size: 4, system_active: false } }],
  [told("current_qso", qso("W1AW")), { current_qso: qso("W1AW") }],
  [told("current_qso", null), { current_qso: null }],
  [told("queue_update", { queue: [entry("W1AW", 1)], total: 1, max_size: 4, system_active: true }), { queue: { queue: [entry("W1AW", 1)], total: 1, max_size: 4, system_active: true } }],
  [told("frequency_update", { frequency: "7", last_updated: "t" }), { frequency: { frequency: "7", last_updated: "t" } }],
  [told("split_update", { split: "+5", last_updated: "t" }), { split: { split: "+5", last_updated: "t" } }],
  [told("queue_pause_update", { paused: true }), { paused: true }],
  [told("logger_integration_update", { enabled: true, last_updated: "t", updated_by: "anna" }), { operator: { ...operator, logger_integration: true } }],
  [told("rate_limit_update", { time_period_minutes: 5, enabled: true }), { operator: { ...operator, rate_limit: { time_period_minutes: 5, enabled: true } } }],
  [told("banned_callsigns_update", { banned_callsigns: [], total: 3 }), { operator: { ...operator, banned_total: 3 } }],
])("an event changes its subject and nothing else: $0.event", (event, changed) => {
  const before = snapshotAt(118, { operator });
  expect(fold(before, event)).toEqual({ ...before, ...changed, seq: 119 });
});

test("somebody worked again moves to the front; the newest twenty are kept", () => {
  let queue = snapshotAt(1);
  for (let i = 0; i < 25; i++) queue = fold(queue, told("worked_callers_update", { worked_caller: worked(`A${i}A`), total: i + 1 }));
  queue = fold(queue, told("worked_callers_update", { worked_caller: worked("A10A", 2), total: 25 }));
  expect(queue.worked_callers.worked_callers).toHaveLength(20);
  expect(queue.worked_callers.worked_callers[0]).toEqual(worked("A10A", 2));
  expect(queue.worked_callers.worked_callers.filter((one) => one.callsign === "A10A")).toHaveLength(1);
  expect(queue.worked_callers.total).toBe(25);
});

test("a whole view of worked callers takes the place of the one before", () => {
  const queue = fold(snapshotAt(1, { worked_callers: { worked_callers: [worked("W1AW")], total: 1 } }), told("worked_callers_update", { worked_callers: [], total: 0 }));
  expect(queue.worked_callers).toEqual({ worked_callers: [], total: 0 });
});

test("an event of a later version changes nothing but the position", () => {
  const before = snapshotAt(118);
  expect(fold(before, { ...told("current_qso", null), event: "weather" } as never)).toEqual({ ...before, seq: 119 });
});
