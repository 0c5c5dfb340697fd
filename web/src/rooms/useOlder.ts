import type { Room } from "@rollcall/client/rooms";
import { useCallback, useRef, useState } from "react";
import { sentenceOf } from "./sentences";

export interface Older {
  readonly isFetching: boolean;
  /** Why the last fetch failed; null if it did not. */
  readonly trouble: string | null;
  /** Fetches what was said before; does nothing while it is being fetched, or after it failed until `again`. */
  readonly fetch: () => void;
  readonly again: () => void;
}

/** What was said before, a page at a time. */
export const useOlder = (room: Room): Older => {
  const [isFetching, setFetching] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const isBusy = useRef(false);
  const again = useCallback(() => {
    if (isBusy.current) return;
    isBusy.current = true;
    setFetching(true);
    setTrouble(null);
    room.older(100).then(
      () => (isBusy.current = false),
      (no: unknown) => {
        isBusy.current = false;
        setTrouble(sentenceOf(no));
      },
    ).finally(() => setFetching(false));
  }, [room]);
  const fetch = useCallback(() => {
    if (trouble === null) again();
  }, [trouble, again]);
  return { isFetching, trouble, fetch, again };
};
