import type { LineStatus } from "@rollcall/client";
import { RadioTower } from "lucide-react";
import { Empty } from "../ui";

/** Before anything is known of the queue, while it is being asked for; where it cannot be, {@link Line} says why. */
export const Waiting = ({ line: { state } }: { readonly line: LineStatus }) =>
  state === "waiting" || state === "ended" ? null : <Empty picture={<RadioTower aria-hidden />} title={state === "connected" ? "Asking how things stand…" : "Connecting…"} />;
