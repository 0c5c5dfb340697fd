import type { LifterView, PlatformView } from "@rollcall/client/meets";
import { Bar } from "./Bar";
import { Fitted } from "./Fitted";
import css from "./Up.module.css";
import { className, dotted, fromWhere, sexName, turnNumber, unitSign } from "./words";
import { ordinal } from "../words/ordinal";
import { otherUnit, weightText } from "../words/weights";

/** Who is up, with which attempt at which weight, and the bar for it. */
export const Up = ({ view, lifter }: { readonly view: PlatformView["view"]; readonly lifter: LifterView }) => {
  const { units } = view.meet;
  const bar = view.loading.current;
  return (
    <>
      <div>
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
            <p className={css.kilos} data-long={bar.text.length > 5 || undefined}>
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

/** Where nobody is up: why, and what will change it. */
export const Nobody = ({ view }: { readonly view: PlatformView["view"] }) => (
  <div className={css.nobody}>
    <h2>{view.lifters.length === 0 ? `Flight ${view.flight} has no lifters yet` : "Nobody is up"}</h2>
    <p>{view.lifters.length === 0 ? "They appear here once they are entered for this flight." : `No attempt of flight ${view.flight} is open. The next one shows here as soon as it is entered.`}</p>
  </div>
);
