import type { Desk } from "@rollcall/client/meets";
import { useWatched } from "@rollcall/client/react";
import { useLightsGiven, type Side } from "../lifting/useLightsGiven";

/** The attempt a referee judges, what he said of it, and the way to say it. */
export const useJudging = (desk: Desk, platform: number, side: Side) => {
  const view = useWatched(desk, () => desk.platforms.get(platform)?.view);
  const lifter = view?.lifters.find(({ entryId }) => entryId === view.currentEntryId);
  const judged = view === undefined || lifter === undefined ? null : { entryId: lifter.entryId, lift: view.lift, attempt: view.attempt };
  const { given, isComplete, result } = useLightsGiven(desk, platform, judged);
  return {
    view,
    lifter,
    judged,
    given: given[side],
    all: given,
    isComplete,
    result,
    /** False where there is no line: a light is of the moment and is not kept for later. */
    say: (decision: "good" | "bad" | null, cards: readonly string[] = []): boolean =>
      judged !== null && desk.set(`live.platforms[${platform}].lights.${side}`, { decision, cards: [...cards], at: new Date(desk.serverNow).toISOString(), ...judged }),
  };
};
