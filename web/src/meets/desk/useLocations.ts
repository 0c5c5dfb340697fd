import type { Location } from "@rollcall/client/meets";
import { useWatched } from "@rollcall/client/react";
import { useSeats } from "../seats";
import { useHeld } from "./deskContext";

/** The locations of the meet. Names and priorities come from the server; which are directors' it says to who joins, and this browser remembers it. */
export const useLocations = (): readonly Location[] => {
  const { desk, key } = useHeld();
  const listed = useWatched(desk, () => desk.listedLocations);
  const presence = useWatched(desk, () => desk.presence);
  const directors = useSeats().find((seat) => seat.key === key)?.directors ?? [];
  if (listed.length > 0) return listed;
  return (presence?.locations ?? []).map(({ locationName, priority }) => ({ locationName, priority, director: directors.includes(locationName) }));
};
