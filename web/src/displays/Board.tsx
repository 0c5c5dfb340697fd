import type { Display, LifterView, PlatformView } from "@rollcall/client/meets";
import { Bar } from "./Bar";
import css from "./Board.module.css";
import { ClockFace } from "./ClockFace";
import { Fitted } from "./Fitted";
import { Lights } from "./Lights";
import { Order } from "./Order";
import { useFreshLights } from "./useFreshLights";
import { className, dotted, fromWhere, liftName, ordinal, otherUnit, sexName, turnNumber, turns, unitSign, weightText } from "./words";

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
        {current === null ? <Nobody view={view} /> : <Current view={view} lifter={current} />}
        <div className={css.signals}>
          <Lights lights={lights} />
          {view.clock !== null && <ClockFace display={display} platform={platform} clock={view.clock} />}
        </div>
      </section>
      <section className={css.next} aria-label="Next">{next !== null ? <Next view={view} lifter={next} /> : <span className={css.label}>{view.lifters.length > 0 && "Nobody after this"}</span>}</section>
      <Order view={view} />
    </div>
  );
};

const Current = ({ view, lifter }: { readonly view: PlatformView["view"]; readonly lifter: LifterView }) => {
  const { units } = view.meet;
  const bar = view.loading.current;
  return (
    <>
      <div className={css.who}>
        <Fitted className={css.name} text={lifter.name || "No name"} />
        <p className={css.about}>
          {dotted(
            fromWhere(lifter),
            dotted(sexName(lifter.sex), className(lifter.weightClass, units)).replace(" · ", " "),
            lifter.bodyweightKg > 0 && `BW ${weightText(lifter.bodyweightKg, units)}`,
            lifter.division,
            lifter.rack !== "" && `Rack ${lifter.rack}`,
          )}
        </p>
      </div>
      {bar !== null && (
        <div className={css.lift}>
          <div className={css.weight}>
            <p className={css.kilos}>
              <b data-weight>{bar.text || "0"}</b>
              <span>{unitSign(units)}</span>
            </p>
            <p className={css.nth}>
              <em>{`${ordinal(turnNumber(lifter, view.lift, "current") ?? view.attempt)} attempt`}</em>
              <span>{otherUnit(bar.weightKg, units)}</span>
            </p>
          </div>
          <Bar bar={bar} units={units} />
        </div>
      )}
    </>
  );
};

const Next = ({ view, lifter }: { readonly view: PlatformView["view"]; readonly lifter: LifterView }) => {
  const { units } = view.meet;
  const bar = view.loading.next;
  const nth = turnNumber(lifter, view.lift, "next");
  return (
    <>
      <span className={css.label}>Next</span>
      <div className={css.nextWho}>
        <Fitted className={css.nextName} text={lifter.name || "No name"} />
        <p>{dotted(nth !== null && `${ordinal(nth)} attempt`, fromWhere(lifter), lifter.rack !== "" && `Rack ${lifter.rack}`)}</p>
      </div>
      {bar !== null && (
        <>
          <p className={css.nextWeight}>
            <b>{bar.text}</b> {unitSign(units)}
          </p>
          <Bar bar={bar} units={units} small />
        </>
      )}
    </>
  );
};

const Nobody = ({ view }: { readonly view: PlatformView["view"] }) => (
  <div className={css.nobody}>
    <h2>{view.lifters.length === 0 ? `Flight ${view.flight} has no lifters yet` : "Nobody is up"}</h2>
    <p>{view.lifters.length === 0 ? "They appear here once they are entered for this flight." : `No attempt of flight ${view.flight} is open. The next one shows here as soon as it is entered.`}</p>
  </div>
);
