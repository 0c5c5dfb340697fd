import { createContext, useContext } from "react";
import type { Desk } from "@rollcall/client/meets";
import { useWatched } from "@rollcall/client/react";
import type { Held } from "../held";

export const HeldContext = createContext<Held | null>(null);

/** The desk that the page is of, with what this browser holds of it. */
export const useHeld = (): Held => {
  const held = useContext(HeldContext);
  if (held === null) throw new Error("a section needs a desk around it");
  return held;
};

export const useDesk = (): Desk => useHeld().desk;

/** What this desk may do just now. */
export const useRights = (): { readonly mayWrite: boolean; readonly mayDirect: boolean } => {
  const desk = useDesk();
  const role = useWatched(desk, () => desk.role);
  const finished = useWatched(desk, (status) => status.finished);
  return { mayWrite: !finished && (role === "writer" || role === "director"), mayDirect: !finished && role === "director" };
};

/** Whether the server can be asked just now. */
export const useIsLive = (): boolean => useWatched(useDesk(), (status) => status.line.state === "connected");
