import { PlaybackRefusal, type HandoverState } from "@rollcall/client/devices";
import { useState } from "react";
import type { Here } from "./usePlayer";

export interface Handing {
  readonly from: number;
  readonly sentence: string;
  readonly stage: "under way" | "done" | "failed";
}

interface Named {
  readonly id: number;
  readonly name: string;
}

const reasons: { readonly [reason in NonNullable<HandoverState["reason"]>]: (from: Named, to: Named) => string } = {
  refused: (from, to) => `${to.name} or ${from.name} did not want to.`,
  source_timeout: (from) => `${from.name} did not let go in time.`,
  target_timeout: (_, to) => `${to.name} did not begin in time.`,
  source_gone: (from) => `${from.name} has gone.`,
  target_gone: (_, to) => `${to.name} has gone.`,
};

const refusals: { readonly [code: string]: string | undefined } = {
  nothing_playing: "Nothing plays there.",
  not_supported: "That device does not take over, or does not let go.",
  handover_in_progress: "It is being moved already.",
  device_not_found: "That device has gone.",
};

/** Moves what plays from one device to another, and tells how far it is and how it ended. */
export const useHandOver = ({ player }: Here): { readonly handing: Handing | null; readonly handOver: (from: Named, to: Named) => void; readonly dismiss: () => void } => {
  const [handing, setHanding] = useState<Handing | null>(null);
  const handOver = async (from: Named, to: Named) => {
    const tell = (sentence: string, stage: Handing["stage"]) => setHanding({ from: from.id, sentence, stage });
    tell(`Moving to ${to.name}…`, "under way");
    try {
      const end = await player.handOver(from.id, to.id, undefined, ({ stage }) => tell(stage === "releasing" ? `${from.name} is letting go…` : `${to.name} is taking over…`, "under way"));
      if (end.stage === "done") tell(`Moved to ${to.name}.`, "done");
      else tell(`Not moved. ${end.reason === undefined ? "" : reasons[end.reason](from, to)} It stays on ${from.name}.`, "failed");
    } catch (no) {
      tell(`Not moved. ${no instanceof PlaybackRefusal ? (refusals[no.code] ?? no.message) : "The connection was lost; look where it plays before you try again."}`, "failed");
    }
  };
  return { handing, handOver: (from, to) => void handOver(from, to), dismiss: () => setHanding(null) };
};
