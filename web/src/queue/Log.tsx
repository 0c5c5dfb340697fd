import { Button, Notice, Table, table } from "../ui";
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
    <>
      <Table label="Log" heads={["UTC", "Callsign", "Sent", "Rcvd", { name: "MHz", as: "number" }, "Mode", "Operator", "Comment"]} frameClassName={css.logScroll}>
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
      </Table>
      {log.more && (
        <div className={css.none}>
          <Button size="s" onClick={older}>
            Older contacts
          </Button>
        </div>
      )}
    </>
  );
};
