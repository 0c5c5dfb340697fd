import "./attempts.css";
import type { Lift, LifterView } from "@rollcall/client/meets";
import { attemptWord, lifts } from "../displays/words";
import { made, mark, write } from "./dom";

const slots = 4;

/** The attempt boxes of a lifter, lift by lift. */
export const attemptBoxes = () => {
  const boxes = lifts.map((lift) => {
    const cells = Array.from({ length: slots }, () => made("attempt"));
    return { lift, cells, group: made("attempts", made("letter", lift), ...cells) };
  });
  const node = made("boxes", ...boxes.map(({ group }) => group));
  const draw = (lifter: LifterView, now: Lift) => {
    for (const { lift, cells, group } of boxes) {
      const attempts = lifter.attempts[lift] ?? [];
      mark(group, "data-contested", lifter.event.includes(lift) ? "" : null);
      mark(group, "data-now", lift === now ? "" : null);
      for (const [nth, cell] of cells.entries()) {
        const attempt = attempts[nth];
        write(cell, attempt === undefined || attempt.state === "empty" ? "" : attempt.text);
        mark(cell, "data-state", attempt?.state ?? (nth < 3 ? "empty" : "none"));
        mark(cell, "aria-label", attempt === undefined ? null : attemptWord(attempt));
        mark(cell, "role", attempt === undefined ? null : "img");
      }
    }
  };
  return { node, draw };
};
