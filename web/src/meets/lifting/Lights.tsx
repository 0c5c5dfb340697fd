import { classes } from "../../ui";
import css from "./lifting.module.css";
import { sides, type Given, type Side } from "./useLightsGiven";

const wordOf = (given: Given | null, isOpen: boolean): string => {
  if (given === null) return "waiting";
  if (!isOpen) return "given";
  return given.decision === "good" ? "good" : given.cards.length > 0 ? `no lift, ${given.cards.join(" and ")}` : "no lift";
};

/** The three referees. What each says is shown when all have said it. */
export const Lights = ({ given, isComplete }: { readonly given: { readonly [side in Side]: Given | null }; readonly isComplete: boolean }) => (
  <ul className={css.lights} aria-label="Referees">
    {sides.map((side) => {
      const one = given[side];
      return (
        <li key={side} className={css.light}>
          <span aria-hidden className={classes(css.lamp, one !== null && (isComplete ? css[one.decision] : css.given))}>
            {isComplete && one?.decision === "bad" ? "✕" : isComplete && one?.decision === "good" ? "✓" : ""}
          </span>
          <span className={css.lightWord}>
            <span className={css.side}>{side}</span> {wordOf(one, isComplete)}
          </span>
        </li>
      );
    })}
  </ul>
);
