import type { Light, LightsView } from "@rollcall/client/meets";
import { classes } from "../ui";
import "./cards.css";
import css from "./Lights.module.css";

/** The three referees' lights: a white disc with a tick or a red one with a cross, the cards under it, and the result in words. */
export const Lights = ({ lights }: { readonly lights: LightsView }) => (
  <div className={css.lights} role="group" aria-label="Lights" data-result={lights.result ?? undefined}>
    <div className={css.three}>
      <One light={lights.left} of="Left" />
      <One light={lights.head} of="Head" />
      <One light={lights.right} of="Right" />
    </div>
    <div className={css.result} role="status">
      {lights.complete && lights.result !== null ? (lights.result === "good" ? "Good lift" : "No lift") : ""}
    </div>
  </div>
);

const One = ({ light, of }: { readonly light: Light; readonly of: string }) => (
  <div className={css.referee}>
    <div className={classes(css.light, light.decision === "good" ? css.good : light.decision === "bad" ? css.bad : light.given && css.given)} role="img" aria-label={`${of}: ${wordOf(light)}`}>
      <svg viewBox="0 0 24 24" aria-hidden>
        {light.decision === "good" ? <path d="M5 12.5l4.6 4.6L19 7.4" /> : light.decision === "bad" ? <path d="M6.4 6.4l11.2 11.2M17.6 6.4L6.4 17.6" /> : light.given ? <circle cx="12" cy="12" r="2.2" /> : null}
      </svg>
    </div>
    <div className={css.cards}>
      {light.cards.map((card) => (
        <span key={card} className={css.card} data-card={card}>
          {card}
        </span>
      ))}
    </div>
  </div>
);

/** What a referee has decided, in words. */
const wordOf = ({ given, decision, cards }: Light): string =>
  decision === null ? (given ? "decided" : "not decided") : `${decision === "good" ? "good" : "no lift"}${cards.length > 0 ? `, ${cards.join(" and ")} card` : ""}`;
