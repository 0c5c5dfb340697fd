import type { Snapshot } from "@rollcall/client/queue";
import { classes, Table, table } from "../ui";
import { utc } from "./figures";
import css from "./Operator.module.css";

/** The newest stations that everybody sees as worked. */
export const Worked = ({ queue }: { readonly queue: Snapshot }) => {
  const { worked_callers: callers, total } = queue.worked_callers;
  if (callers.length === 0) return <p className={css.none}>Nobody has been worked yet.</p>;
  return (
    <>
      <Table label="Worked stations" heads={["Callsign", "Name", "Last", { name: "Times", as: "number" }]}>
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
      </Table>
      {total > callers.length && <p className={classes(css.none, css.quiet)}>The newest {callers.length} of {total}. The log has all.</p>}
    </>
  );
};
