import { Button, classes, Notice, table } from "../ui";
import type { Station } from "./connection";
import { megahertz, utc } from "./figures";
import css from "./Operator.module.css";
import { useLog } from "./useLog";

/** Every contact, as it will be in the exported file. */
export const Log = ({ station }: { readonly station: Station }) => {
  const { log, failed, older } = useLog(station);
  if (failed !== null)
    return (
      <Notice tone="bad" title="The log could not be read">
        {failed}
      </Notice>
    );
  if (log === undefined) return <p className={css.none}>Reading the log…</p>;
  if (log.contacts.length === 0) return <p className={css.none}>The log is empty. A contact comes in when you complete it.</p>;
  return (
    <div className={classes(table.scroll, css.logScroll)} tabIndex={0} role="region" aria-label="Log">
      <table className={table.table}>
        <thead>
          <tr>
            <th>UTC</th>
            <th>Callsign</th>
            <th>Sent</th>
            <th>Rcvd</th>
            <th className={table.number}>MHz</th>
            <th>Mode</th>
            <th>Operator</th>
            <th>Comment</th>
          </tr>
        </thead>
        <tbody>
          {log.contacts.map((one) => (
            <tr key={one.contact_id}>
              <td>{utc(one.time_on)}</td>
              <th scope="row" className={css.call}>
                {one.callsign}
              </th>
              <td>{one.rst_sent}</td>
              <td>{one.rst_rcvd}</td>
              <td className={table.number}>{one.frequency_mhz === null ? "" : megahertz(one.frequency_mhz)}</td>
              <td>{one.mode}</td>
              <td>{one.operator}</td>
              <td>{one.comment}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {log.more && (
        <div className={css.none}>
          <Button size="s" onClick={older}>
            Older contacts
          </Button>
        </div>
      )}
    </div>
  );
};
