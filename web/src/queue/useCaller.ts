import type { CallerStanding } from "@rollcall/client/queue";
import { useWatched } from "@rollcall/client/react";
import { useEffect, useRef, useState } from "react";
import { useTitle } from "../ui";
import { alertPerson } from "./alerts";
import type { Station } from "./connection";
import { ordinal } from "../words/ordinal";

/** What the window is called, so that a tab in the background tells it too. */
const titleOf = (standing: CallerStanding | null): string => {
  switch (standing?.status) {
    case "waiting":
      return `${ordinal(standing.position ?? 0)} in line`;
    case "next":
      return "● You are next";
    case "current":
      return "● You are being called";
    default:
      return "Queue";
  }
};

/** How somebody who registered here stands, told also by title, sound, notification and vibration when their turn comes. `isKnown` is false while it is being looked up. */
export const useCaller = ({ caller }: Station): { readonly ticket: string | null; readonly standing: CallerStanding | null; readonly isKnown: boolean } => {
  const { ticket, standing } = useWatched(caller);
  const [looked, setLooked] = useState(false);
  useEffect(() => {
    let gone = false;
    // A storage that cannot be read holds no ticket.
    const known = () => !gone && setLooked(true);
    caller.resume().then(known, known);
    return () => void (gone = true);
  }, [caller]);

  const status = standing?.status;
  const last = useRef(status);
  useEffect(() => {
    const before = last.current;
    last.current = status;
    // Whoever opens the page sees how things stand; alarming is what happens after that.
    if (before === undefined || before === status) return;
    if (status === "next") alertPerson("You are next", `${standing?.callsign}: listen now.`);
    if (status === "current") alertPerson("You are being called", `${standing?.callsign}: answer now.`);
  }, [status, standing?.callsign]);
  useTitle(titleOf(standing));
  return { ticket, standing, isKnown: looked && (ticket === null || standing !== null) };
};
