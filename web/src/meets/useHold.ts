import { useEffect, useState } from "react";
import { hold, type Held } from "./held";
import { updateSeat, type Seat } from "./seats";

/** The desk of a seat, held for as long as the page is there; null before that. */
export const useHold = (seat: Seat | undefined): Held | null => {
  const [held, setHeld] = useState<Held | null>(null);
  useEffect(() => {
    if (seat === undefined) return setHeld(null);
    setHeld(hold(seat));
    updateSeat(seat.key, { usedAt: Date.now() });
    // Another desk is meant only where the key is another one.
  }, [seat?.key]);
  return held !== null && held.key === seat?.key ? held : null;
};
