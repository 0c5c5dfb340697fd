import type { Bans as List } from "@rollcall/client/queue";
import { useEffect, useState, type FormEvent } from "react";
import { Button, Notice, Table, TextField } from "../ui";
import type { Station } from "./connection";
import css from "./Operator.module.css";
import type { Actions } from "./useActions";

/** Who may not register. `total` is how many the queue says there are, so that another operator's bans show too. */
export const Bans = ({ station, actions, total }: { readonly station: Station; readonly actions: Actions; readonly total: number }) => {
  const [list, setList] = useState<List>();
  const [failed, setFailed] = useState<string | null>(null);
  const [callsign, setCallsign] = useState("");
  const { operator, queue } = station;
  useEffect(() => {
    let gone = false;
    operator.bans().then(
      (bans) => !gone && setList(bans),
      (no: unknown) => !gone && setFailed(no instanceof Error ? no.message : String(no)),
    );
    return () => void (gone = true);
  }, [operator, total]);
  const change = (name: string, what: () => Promise<List>) =>
    actions.act(name, async () => {
      setList(await what());
      await queue.refresh();
    });
  const ban = async (event: FormEvent) => {
    event.preventDefault();
    if (await change("ban", () => operator.ban(callsign.trim()))) setCallsign("");
  };
  return (
    <>
      <form className={css.banForm} onSubmit={(event) => void ban(event)}>
        <TextField label="Callsign to ban" bare placeholder="Callsign to ban" value={callsign} autoComplete="off" spellCheck={false} onChange={(event) => setCallsign(event.target.value)} required />
        <Button type="submit" busy={actions.busy.has("ban")}>
          Ban
        </Button>
      </form>
      {failed !== null && <Notice tone="bad">{failed}</Notice>}
      {list === undefined ? (
        failed === null && <p className={css.none}>Reading the bans…</p>
      ) : list.banned_callsigns.length === 0 ? (
        <p className={css.none}>Nobody is banned.</p>
      ) : (
        <Table label="Banned callsigns" heads={["Callsign", "Reason", "By", { name: "What to do", as: "said" }]}>
          {list.banned_callsigns.map((one) => (
            <tr key={one.callsign}>
              <th scope="row" className={css.call}>
                {one.callsign}
              </th>
              <td className={css.reason}>{one.reason}</td>
              <td>{one.banned_by}</td>
              <td className={css.rowTools}>
                <Button size="s" aria-label={`Unban ${one.callsign}`} busy={actions.busy.has(`unban ${one.callsign}`)} onClick={() => void change(`unban ${one.callsign}`, () => operator.unban(one.callsign))}>
                  Unban
                </Button>
              </td>
            </tr>
          ))}
        </Table>
      )}
    </>
  );
};
