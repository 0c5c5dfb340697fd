import type { LineStatus } from "@rollcall/client";
import type { DeviceStatus } from "@rollcall/client/devices";

/** A device's status as that of a line. */
export const lineOf = (status: DeviceStatus): LineStatus =>
  status.state === "replaced" ? { state: "ended", code: 1000, reason: "replaced" } : status.state === "signed_out" ? { state: "ended", code: 1000, reason: status.reason } : "retryAt" in status ? status : { state: status.state };
