import type { Snapshot } from "@rollcall/client/queue";
import { classes, table } from "../ui";
import { utc } from "./figures";
import css from "./Operator.module.css";

/** The newest stations that everybody sees as worked. */
export const Worked = ({ queue }: { readonly queue: Snapshot }) => {
  const { worked_callers: callers, total } = queue.worked_callers;
  if (callers.length === 0) return <p className={css.none}>Nobody has been worked yet.</p>;
  return (
    <div className={table.scroll} tabIndex={0} role="region" aria-label="Worked stations">
      <table className={table.table}>
        <thead>
          <tr>
            <th>Callsign</th>
            <th>Name</th>
            <th>Last</th>
            <th className={table.number}>Times</th>
          </tr>
        </thead>
        <tbody>
          {callers.map((one) => (
            <tr key={one.callsign}>
              <th scope="row" className={css.call}>
                {one.callsign}
              </th>
              <td>{one.name}</td>
              <td>{utc(one.worked_timestamp)}</td>
              <td className={table.number}>{one.times_worked}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {total > callers.length && <p className={classes(css.none, css.quiet)}>The newest {callers.length} of {total}. The log has all.</p>}
    </div>
  );
};
