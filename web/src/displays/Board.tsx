import type { Display, PlatformView } from "@rollcall/client/meets";
import css from "./Board.module.css";
import { ClockFace } from "./ClockFace";
import { Lights } from "./Lights";
import { Next, NobodyNext } from "./Next";
import { Order } from "./Order";
import { Nobody, Up } from "./Up";
import { useFreshLights } from "./useFreshLights";
import { dotted, liftName, turns } from "./words";

/** The attempt board of a platform: who is up with which bar, the lights and the clock, who is next, the flight. It fills whatever it stands in. */
export const Board = ({ display, shown }: { readonly display: Display; readonly shown: PlatformView }) => {
  const { view, platform } = shown;
  const { current, next } = turns(view);
  const lights = useFreshLights(view);
  return (
    <div className={css.board}>
      <header className={css.head}>
        <strong>{view.meet.name || "Meet"}</strong>
        <span>{dotted(view.meet.federation, `Platform ${platform}`)}</span>
        <em>{dotted(liftName(view.lift), `Flight ${view.flight}`, `Attempt ${view.attempt}`)}</em>
      </header>
      <section className={css.up} aria-label="On the platform">
        {current === null ? <Nobody view={view} /> : <Up view={view} lifter={current} />}
        <div className={css.signals}>
          <Lights lights={lights} />
          {view.clock !== null && <ClockFace display={display} platform={platform} clock={view.clock} />}
        </div>
      </section>
      <section className={css.next} aria-label="Next">
        {next !== null ? <Next view={view} lifter={next} /> : <NobodyNext />}
      </section>
      <Order view={view} />
    </div>
  );
};
