import type { LoadedBar } from "@rollcall/client/meets";
import css from "./Bar.module.css";
import { drawnPlates, fullDiameter, safeColor } from "./plates";
import { unitSign } from "./words";
import { weightText } from "../words/weights";

const inner = 90;
const sleeve = 30;
const collar = 34;

/** One side of the bar as it is loaded, from the inside out: diameters to scale, colours the meet's own, the weight on every plate. */
export const Bar = ({ bar, units, small = false }: { readonly bar: LoadedBar; readonly units: string; readonly small?: boolean }) => {
  const { plates, reach } = drawnPlates(bar);
  const length = inner + sleeve + Math.max(reach + collar + 60, small ? 330 : 460);
  const middle = fullDiameter / 2;
  return (
    <figure className={css.bar} data-small={small || undefined}>
      <svg viewBox={`0 0 ${length} ${fullDiameter}`} preserveAspectRatio="xMinYMid meet" role="img" aria-label={`On each side: ${said(bar, units)}`}>
        <rect className={css.steel} x={0} y={middle - 9} width={inner} height={18} />
        <rect className={css.stop} x={inner} y={middle - 26} width={sleeve - 8} height={52} rx={4} />
        <rect className={css.steel} x={inner + sleeve - 8} y={middle - 16} width={length - inner - sleeve + 8} height={32} rx={3} />
        {plates.map(({ key, weightKg, color, ink, at, width, height }) => {
          const x = inner + sleeve + at;
          const text = weightText(weightKg, units);
          return (
            <g key={key}>
              <rect className={css.plate} x={x} y={middle - height / 2} width={width} height={height} rx={7} fill={safeColor(color)} />
              <rect x={x + 3} y={middle - height / 2 + 6} width={4} height={height - 12} rx={2} fill="#ffffff" opacity={0.22} />
              <text className={css.number} fill={ink} transform={`translate(${x + width / 2} ${middle})${text.length > 2 ? " rotate(-90)" : ""}`} style={{ fontSize: width * (text.length > 2 ? 0.9 : 0.8) }}>
                {text}
              </text>
            </g>
          );
        })}
        {plates.length > 0 && <rect className={css.collar} x={inner + sleeve + reach} y={middle - 36} width={collar - 6} height={72} rx={6} />}
      </svg>
      <figcaption className={css.list} aria-hidden>
        {bar.perSide.map(({ weightKg, count, color }) => (
          <span key={weightKg} className={css.pile}>
            <i style={{ background: safeColor(color) }} />
            <b>{weightText(weightKg, units)}</b>
            {count > 1 && <span>×{count}</span>}
          </span>
        ))}
        {bar.perSide.length === 0 && bar.remainderKg >= 0 && <span className={css.pile}>Empty bar</span>}
        {bar.remainderKg !== 0 && <span className={css.short}>{small && bar.remainderKg > 0 ? `${weightText(bar.remainderKg, units)} short` : missing(bar, units)}</span>}
      </figcaption>
    </figure>
  );
};

const said = (bar: LoadedBar, units: string): string => {
  const piles = bar.perSide.map(({ weightKg, count }) => `${count} times ${weightText(weightKg, units)}`);
  return [...(piles.length === 0 ? ["no plates"] : piles), ...(bar.remainderKg === 0 ? [] : [missing(bar, units)])].join(", ");
};

const missing = ({ remainderKg }: LoadedBar, units: string): string =>
  remainderKg < 0 ? "Below the empty bar" : `${weightText(remainderKg, units)} ${unitSign(units)} cannot be loaded`;
