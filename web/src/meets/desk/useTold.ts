import { useEffect } from "react";
import { useToast } from "../../ui";
import type { Held } from "../held";
import { aboutOf } from "./describe";

/** Says it where an edit of this desk lost, whichever section is looked at. */
export const useTold = (held: Held): void => {
  const say = useToast();
  useEffect(
    () =>
      held.onTold((told) => {
        if (told.kind === "overruled") return say(`${told.by.locationName} has a higher priority: its value replaced one that was there. ${aboutOf(held.desk, told.by.updateKey)}. See Conflicts.`);
        const { update, code, standing, reason } = told.refused;
        const what = aboutOf(held.desk, update.updateKey);
        if (code === "CONFLICT" && standing !== null) say(`${what}: what ${standing.locationName} set stands, yours is in Conflicts.`, "bad");
        else say(`${what} did not get in: ${reason} See Conflicts.`, "bad");
      }),
    [held, say],
  );
};
