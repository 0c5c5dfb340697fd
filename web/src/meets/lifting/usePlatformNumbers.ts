import type { Desk } from "@rollcall/client/meets";
import { useWatched } from "@rollcall/client/react";
import { useNumbers } from "../meetFields";

/** The platforms of a meet: those its days have, and those somebody is at. */
export const usePlatformNumbers = (desk: Desk): readonly number[] => {
  const onDays = useNumbers(desk, "platformsOnDays");
  const views = useWatched(desk, () => desk.platforms);
  const most = Math.max(1, ...onDays, ...views.keys());
  return Array.from({ length: Math.min(20, most) }, (_, at) => at + 1);
};
