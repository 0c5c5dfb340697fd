import type { LifterView, PlatformView } from "@rollcall/client/meets";
import { Bar } from "./Bar";
import { Fitted } from "./Fitted";
import css from "./Next.module.css";
import { dotted, fromWhere, turnNumber, unitSign } from "./words";
import { ordinal } from "../words/ordinal";

/** Who is next, with the bar that will be loaded then. */
export const Next = ({ view, lifter }: { readonly view: PlatformView["view"]; readonly lifter: LifterView }) => {
  const { units } = view.meet;
  const bar = view.loading.next;
  const nth = turnNumber(lifter, view.lift, "next");
  return (
    <div className={css.next}>
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
    </div>
  );
};

/** Nobody comes after whoever is up. */
export const NobodyNext = () => (
  <div className={css.next}>
    <span className={css.label}>Nobody after this</span>
  </div>
);
