import { useEffect, useState } from "react";

interface Paging {
  readonly at: number;
  readonly isPaused: boolean;
  /** Counts the turns, so that what shows progress begins anew with each. */
  readonly turn: number;
  readonly step: (by: number) => void;
  readonly pause: () => void;
}

/** Turns pages by itself; space pauses it, arrows turn. Where there is one page only, nothing turns. */
export const usePaging = (pages: number, everyMs: number, hasKeys: boolean): Paging => {
  const [{ at, turn }, go] = useState({ at: 0, turn: 0 });
  const [isPaused, setPaused] = useState(false);
  const page = pages === 0 ? 0 : at % pages;
  const isTurning = pages > 1 && !isPaused;

  useEffect(() => {
    if (!isTurning) return;
    const timer = setTimeout(() => go((was) => ({ at: (page + 1) % pages, turn: was.turn + 1 })), everyMs);
    return () => clearTimeout(timer);
  }, [isTurning, page, pages, turn, everyMs]);

  const step = (by: number) => go((was) => ({ at: (page + by + Math.max(1, pages)) % Math.max(1, pages), turn: was.turn + 1 }));
  const pause = () => setPaused((was) => !was);

  useEffect(() => {
    if (!hasKeys) return;
    const pressed = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
      if (event.target instanceof Element && event.target.closest("button, a, input, select, textarea") !== null && event.key === " ") return;
      if (event.key === " " || event.key === "Spacebar") pause();
      else if (event.key === "ArrowRight" || event.key === "PageDown") step(1);
      else if (event.key === "ArrowLeft" || event.key === "PageUp") step(-1);
      else return;
      event.preventDefault();
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  });

  return { at: page, isPaused, turn, step, pause };
};
