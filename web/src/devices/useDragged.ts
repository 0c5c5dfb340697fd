import type { PlaybackState } from "@rollcall/client/devices";
import { useState } from "react";

/** What a slider shows while it is dragged, and from then until the player says something new: it must not jump back in between. Null where the player's own word counts. */
export const useDragged = (state: PlaybackState, set: (value: number) => void): { readonly dragged: number | null; readonly drag: (value: number) => void; readonly done: () => void } => {
  const [drag, setDrag] = useState<{ readonly value: number; readonly setAt: PlaybackState | null } | null>(null);
  const dragged = drag !== null && (drag.setAt === null || drag.setAt === state) ? drag.value : null;
  return {
    dragged,
    drag: (value) => setDrag({ value, setAt: null }),
    done: () => {
      if (drag === null || drag.setAt !== null) return;
      set(drag.value);
      setDrag({ value: drag.value, setAt: state });
    },
  };
};
