import css from "./Status.module.css";

const [width, height] = [240, 56];

/** A line through the last minutes, from zero up, the newest at the right. What it shows also stands in a table beside it. */
export const Sparkline = ({ values, span }: { readonly values: readonly number[]; /** How many values fill the whole width. */ readonly span: number }) => {
  const most = Math.max(...values, 0);
  const top = most === 0 ? 1 : most * 1.1;
  const points = values.map((value, place) => [width - ((values.length - 1 - place) / (span - 1)) * width, height - 1 - (value / top) * (height - 3)] as const);
  const line = points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ");
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return null;
  return (
    <svg className={css.spark} viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden>
      <line x1="0" x2={width} y1={height - 0.5} y2={height - 0.5} className={css.ground} />
      <polygon points={`${first[0].toFixed(1)},${height} ${line} ${last[0].toFixed(1)},${height}`} className={css.area} />
      <polyline points={line} className={css.curve} />
    </svg>
  );
};
