/** How a line stands.
 * - `idle`: nobody has asked for it
 * - `connecting`: the socket is being opened, or the server has not greeted yet
 * - `connected`: the server has greeted
 * - `waiting`: it was lost, and is tried again at `retryAt` (milliseconds of `Date.now()`)
 * - `ended`: the server or this client said that it is over; `code` and `reason` say why */
export type LineStatus =
  | { readonly state: "idle" }
  | { readonly state: "connecting" }
  | { readonly state: "connected" }
  | { readonly state: "waiting"; readonly retryAt: number }
  | { readonly state: "ended"; readonly code: number; readonly reason: string };
