import type { LineStatus } from "../line/lineStatus.js";

/** How this device stands.
 * - `idle`: nobody has asked for a connection
 * - `connecting`, `connected` (only once the server has said so)
 * - `waiting`: lost, tried again at `retryAt` (milliseconds of `Date.now()`)
 * - `replaced`: another tab of this browser has the connection now
 * - `signed_out`: the session has ended; `reason` says how the server put it */
export type DeviceStatus =
  | { readonly state: "idle" | "connecting" | "connected" | "replaced" }
  | { readonly state: "waiting"; readonly retryAt: number }
  | { readonly state: "signed_out"; readonly reason: string };

/** Whether a close of `/v1/ws` is final (specification of devices, 7.6). */
export const isFinal = (code: number): boolean => code === 1000 || (code >= 4500 && code <= 4999);

const endings = new Set(["logged_out", "revoked", "password_changed", "device_removed", "device_pruned", "account_removed", "expired"]);

/** What the state of the line means for a device. */
export const statusOf = (line: LineStatus): DeviceStatus => {
  if (line.state !== "ended") return line;
  if (line.reason === "replaced" || line.code === 4505) return { state: "replaced" };
  // A close that says nothing of the session is an end all the same, but one after which connecting again makes sense.
  if (line.code === 1000 && !endings.has(line.reason)) return { state: "idle" };
  return { state: "signed_out", reason: line.reason };
};
