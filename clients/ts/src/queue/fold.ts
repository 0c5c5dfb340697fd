import type { QueueEvent, Snapshot, WorkedCaller } from "./messages.js";

const newest = 20;

/** What an event makes of a queue. Parts it does not speak of stay the same objects. */
export const fold = (queue: Snapshot, event: QueueEvent): Snapshot => ({ ...queue, ...changed(queue, event), epoch: event.epoch, seq: event.seq });

const changed = (queue: Snapshot, event: QueueEvent): Partial<Snapshot> => {
  switch (event.event) {
    case "system_status":
      return { system_status: event.data, queue: { ...queue.queue, system_active: event.data.active } };
    case "current_qso":
      return { current_qso: event.data };
    case "queue_update":
      return { queue: event.data };
    case "frequency_update":
      return { frequency: event.data };
    case "split_update":
      return { split: event.data };
    case "worked_callers_update":
      return { worked_callers: { worked_callers: worked(queue.worked_callers.worked_callers, event.data), total: event.data.total } };
    case "queue_pause_update":
      return { paused: event.data.paused };
    case "logger_integration_update":
      return operator(queue, { logger_integration: event.data.enabled });
    case "rate_limit_update":
      return operator(queue, { rate_limit: event.data });
    case "banned_callsigns_update":
      return operator(queue, { banned_total: event.data.total });
    default:
      // An event of a later version; its number counts all the same.
      return {};
  }
};

const worked = (before: readonly WorkedCaller[], data: Extract<QueueEvent, { event: "worked_callers_update" }>["data"]): readonly WorkedCaller[] =>
  ("worked_callers" in data ? data.worked_callers : [data.worked_caller, ...before.filter((one) => one.callsign !== data.worked_caller.callsign)]).slice(0, newest);

const operator = (queue: Snapshot, what: Partial<NonNullable<Snapshot["operator"]>>): Partial<Snapshot> => (queue.operator === null ? {} : { operator: { ...queue.operator, ...what } });
