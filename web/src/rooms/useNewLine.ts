import type { RoomView } from "@rollcall/client/rooms";
import { useEffect, useState } from "react";

/** Where the line "new" stands: above what was said since one was last here. It stays while one reads, and goes when one answers or was away again. */
export const useNewLine = ({ readSeq, messages, me }: RoomView, isLooking: boolean): { readonly lineAt: number; readonly clear: () => void } => {
  const [lineAt, setLineAt] = useState<number | null>(null);
  const isKnown = me !== null;
  useEffect(() => {
    // Nothing was ever read: everything is new, and a line above all of it says nothing.
    if (isKnown) setLineAt((before) => before ?? (readSeq === 0 ? Number.MAX_SAFE_INTEGER : readSeq));
  }, [isKnown, readSeq]);
  useEffect(() => {
    if (!isLooking && isKnown) setLineAt(readSeq === 0 ? Number.MAX_SAFE_INTEGER : readSeq);
    // Only when one turns away: what is read later on moves the mark, not the line.
  }, [isLooking]);
  const last = messages.at(-1)?.seq;
  return { lineAt: lineAt ?? Number.MAX_SAFE_INTEGER, clear: () => setLineAt(last ?? Number.MAX_SAFE_INTEGER) };
};
