import type { OperationName } from "./operations.js";

/** The rules of what is asked again (specification of the queue, section 8, 9). */

const passing = new Set(["rate_limited", "overloaded", "storage_unavailable", "internal"]);

/** Whether the same request, with the same key, may succeed later. Every other code is an answer. */
export const isPassingCode = (code: string): boolean => passing.has(code);

const soonStale: ReadonlySet<OperationName> = new Set(["admin.next_qso", "admin.work_callsign", "admin.skip", "admin.no_show"]);

/** After how long the user has moved on, and an unanswered request is given up; undefined for those that are kept until they are answered. */
export const staleAfterMs = (operation: OperationName): number | undefined => (soonStale.has(operation) ? 60_000 : undefined);

/** Whether a newer request of this operation makes an older unanswered one pointless. */
export const isSuperseded = (operation: OperationName): boolean => operation === "admin.logging_direct" || operation === "admin.set_frequency";

/** An answer is waited for so long before the request is sent again. */
export const answerMs = 10_000;
