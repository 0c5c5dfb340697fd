import type { Snapshot } from "@rollcall/client/queue";
import { CirclePause, CirclePlay, CircleSlash, DoorClosed } from "lucide-react";
import { Badge, type Tone } from "../ui";

type Openness = "open" | "paused" | "full" | "closed";

/** Whether somebody may register just now, and if not why. */
export const opennessOf = (queue: Snapshot): Openness => (!queue.system_status.active ? "closed" : queue.paused ? "paused" : queue.queue.total >= queue.queue.max_size ? "full" : "open");

const looks: { readonly [is in Openness]: { readonly tone: Tone; readonly word: string; readonly Picture: typeof CirclePlay } } = {
  open: { tone: "good", word: "Open", Picture: CirclePlay },
  paused: { tone: "warn", word: "Paused", Picture: CirclePause },
  full: { tone: "warn", word: "Full", Picture: CircleSlash },
  closed: { tone: "plain", word: "Off the air", Picture: DoorClosed },
};

/** Open, paused, full or off the air: a word, a shape and a colour. */
export const OpennessBadge = ({ is }: { readonly is: Openness }) => {
  const { tone, word, Picture } = looks[is];
  return (
    <Badge tone={tone}>
      <Picture aria-hidden />
      {word}
    </Badge>
  );
};
