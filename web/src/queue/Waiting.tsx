import type { LineStatus } from "@rollcall/client";
import { RadioTower } from "lucide-react";
import { Empty } from "../ui";

/** Before anything is known of the queue. */
export const Waiting = ({ line }: { readonly line: LineStatus }) => (
  <Empty picture={<RadioTower aria-hidden />} title={line.state === "connected" ? "Asking how things stand…" : "Connecting…"} />
);
