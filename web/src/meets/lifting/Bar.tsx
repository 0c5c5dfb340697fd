import type { LoadedBar } from "@rollcall/client/meets";
import { unitName, weightText } from "../units";
import css from "./lifting.module.css";

/** A plate's size beside the largest, so that a loader knows it by its shape. */
const sizeOf = (weightKg: number): { readonly height: string; readonly width: string } => {
  const share = Math.min(1, 0.34 + 0.66 * Math.sqrt(weightKg / 25));
  return { height: `${Math.round(share * 100)}%`, width: `${Math.round(10 + 12 * Math.min(1, weightKg / 25))}px` };
};

const listText = (bar: LoadedBar, inKg: boolean): string => bar.perSide.map(({ weightKg, count }) => (count === 1 ? weightText(weightKg, inKg) : `${count} × ${weightText(weightKg, inKg)}`)).join(" + ");

/** One side of a loaded bar, as the loaders see it, and the same in figures. */
export const Bar = ({ bar, inKg }: { readonly bar: LoadedBar; readonly inKg: boolean }) => (
  <div className={css.bar}>
    <div className={css.sleeve} aria-hidden>
      <span className={css.shaft} />
      <span className={css.collarInside} />
      {bar.perSide.flatMap(({ weightKg, count, color }) => Array.from({ length: count }, (_, at) => <span key={`${weightKg}-${at}`} className={css.plate} style={{ ...sizeOf(weightKg), background: color }} />))}
      <span className={css.collar} />
      <span className={css.end} />
    </div>
    <p className={css.plates}>
      {bar.perSide.length === 0 ? "The bar alone" : `${listText(bar, inKg)} each side`}
      <span className={css.quiet}> · bar and collars {weightText(bar.barAndCollarsKg, inKg)}</span>
      {Math.abs(bar.remainderKg) > 0.001 && (
        <strong className={css.remainder}>
          {" "}
          {bar.remainderKg > 0 ? `${weightText(bar.remainderKg, inKg)} ${unitName(inKg)} cannot be loaded` : "Lighter than the bar"}
        </strong>
      )}
    </p>
  </div>
);
