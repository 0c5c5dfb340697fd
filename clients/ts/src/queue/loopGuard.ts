import type { QueueEvent } from "./messages.js";

/** Whether an event was caused by this program, or by a logger: it is to be shown, and not to be acted upon again (specification of the queue, section 8, 5). */
export const isEcho = (event: QueueEvent, clientId: string): boolean =>
  event.origin === clientId || (event.event === "current_qso" && event.data?.metadata.started_via === "logging_software");
