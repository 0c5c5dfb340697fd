import { Table, table } from "../ui";
import { timeOfDay } from "../words/time";
import { Sparkline } from "./Sparkline";
import css from "./Status.module.css";
import type { Moment } from "./useStatus";

interface Given {
  readonly name: string;
  readonly what: (moment: Moment) => number;
  readonly say: (value: number) => string;
  readonly history: readonly Moment[];
  readonly about?: string;
}

/** One figure, large, with its last five minutes and the table behind them. */
export const Tile = ({ name, what, say, history, about }: Given) => {
  const values = history.map(what);
  const now = values.at(-1) ?? 0;
  return (
    <section className={css.tile} aria-label={name}>
      <h2>{name}</h2>
      <p className={css.figure}>{say(now)}</p>
      <Sparkline values={values} span={150} />
      <p className={css.range}>
        <span>{about ?? "last 5 min"}</span>
        <span>most {say(Math.max(...values, 0))}</span>
      </p>
      <details className={css.behind}>
        <summary>As a table</summary>
        <Table label={`${name}, as a table`} heads={["Time", { name: "{name}", as: "number" }]} frameClassName={css.rows}>
          {history
            .toReversed()
            .slice(0, 30)
            .map((moment) => (
              <tr key={moment.at}>
                <td>{timeOfDay(moment.at)}</td>
                <td className={table.number}>{say(what(moment))}</td>
              </tr>
            ))}
        </Table>
      </details>
    </section>
  );
};
