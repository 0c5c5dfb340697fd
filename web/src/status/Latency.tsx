import { Table, table } from "../ui";
import { within, type Histogram } from "./figures";
import css from "./Status.module.css";
import { count, duration } from "./units";

/** How long something takes: bars by duration since the server started, what most were within, and the table behind. `scale` makes seconds of the server's unit. */
export const Latency = ({ name, about, shown, scale = 1 }: { readonly name: string; readonly about: string; readonly shown: Histogram; readonly scale?: number }) => {
  const bars = shown.bars;
  const most = Math.max(...bars.map((bar) => bar.count), 1);
  const [half, nearlyAll] = [within(shown, 0.5), within(shown, 0.99)];
  const time = (value: number) => duration(value * scale);
  return (
    <section className={css.latency} aria-label={name}>
      <header>
        <h3>{name}</h3>
        <span className={css.quiet}>{about}</span>
      </header>
      {half === null || nearlyAll === null ? (
        <p className={css.quiet}>Nothing measured since the server started.</p>
      ) : (
        <>
          <p className={css.within}>
            <span>
              half within <strong>{time(half)}</strong>
            </span>
            <span>
              99 % within <strong>{time(nearlyAll)}</strong>
            </span>
            <span>{count(shown.count)} measured</span>
          </p>
          <div className={css.bars} aria-hidden>
            {bars.map((bar) => (
              <div key={bar.upTo} title={`up to ${time(bar.upTo)}: ${bar.count}`}>
                <i style={{ height: bar.count === 0 ? 0 : `max(2px, ${(bar.count / most) * 100}%)` }} />
              </div>
            ))}
          </div>
          <p className={css.axis} aria-hidden>
            <span>{time(bars[0]?.upTo ?? 0)}</span>
            <span>{time(bars[Math.floor(bars.length / 2)]?.upTo ?? 0)}</span>
            <span>{time(bars.at(-2)?.upTo ?? 0)} and more</span>
          </p>
          <details className={css.behind}>
            <summary>As a table</summary>
            <Table label={`${name}, as a table`} heads={["Up to", { name: "Measured", as: "number" }]} frameClassName={css.rows}>
              {bars.map((bar) => (
                <tr key={bar.upTo}>
                  <td>{time(bar.upTo)}</td>
                  <td className={table.number}>{bar.count}</td>
                </tr>
              ))}
            </Table>
          </details>
        </>
      )}
    </section>
  );
};
