import type { Entry } from "@rollcall/client/queue";
import { Ban, Ellipsis, SkipForward, Trash2, UserX } from "lucide-react";
import { useEffect, useRef } from "react";
import { Button, classes, IconButton, Kbd, Menu, MenuItem, table } from "../ui";
import { clock } from "./figures";
import css from "./Operator.module.css";
import { secondsSince, useNow } from "./useNow";

interface Given {
  readonly waiting: readonly Entry[];
  readonly isActive: boolean;
  /** Which row the keys act upon. */
  readonly chosen: string | undefined;
  readonly onChoose: (callsign: string) => void;
  readonly busy: ReadonlySet<string>;
  readonly onWork: (callsign: string) => void;
  readonly onSkip: (callsign: string) => void;
  readonly onNoShow: (callsign: string) => void;
  readonly onRemove: (callsign: string) => void;
  readonly onBan: (callsign: string) => void;
}

/** Who waits, in the order they are worked. */
export const WaitingTable = ({ waiting, isActive, chosen, onChoose, busy, onWork, onSkip, onNoShow, onRemove, onBan }: Given) => {
  const now = useNow();
  const row = useRef<HTMLTableRowElement>(null);
  // Newer browsers answer a promise, which is no clean-up.
  useEffect(() => void row.current?.scrollIntoView({ block: "nearest" }), [chosen]);
  if (waiting.length === 0) return <p className={css.none}>{isActive ? "Nobody waits. Callers register on the queue’s page, or you add them by hand." : "The queue is off the air; nobody can register."}</p>;
  return (
    <div className={classes(table.scroll, css.waitingScroll)}>
      <table className={classes(table.table, css.waiting)}>
        <thead>
          <tr>
            <th className={table.number}>#</th>
            <th>Callsign</th>
            <th className={css.wide}>Name</th>
            <th className={css.wide}>Country</th>
            <th className={table.number}>Waits</th>
            <th className={classes(table.number, css.wide)}>Skipped</th>
            <th className={css.rowTools}>
              <span className="said">What to do</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {waiting.map((entry) => {
            const isChosen = entry.callsign === chosen;
            return (
              <tr key={entry.callsign} ref={isChosen ? row : undefined} aria-selected={isChosen} onClick={() => onChoose(entry.callsign)}>
                <td className={table.number}>{entry.position}</td>
                <th scope="row" className={css.call}>
                  {entry.callsign}
                </th>
                <td className={css.wide}>{entry.qrz.name}</td>
                <td className={css.wide}>{entry.qrz.dxcc_name}</td>
                <td className={table.number}>{clock(secondsSince(now, entry.timestamp))}</td>
                <td className={classes(table.number, css.wide)}>{entry.skips === 0 ? "" : entry.skips}</td>
                <td className={css.rowTools}>
                  <Button size="s" busy={busy.has(`work ${entry.callsign}`)} onClick={() => onWork(entry.callsign)}>
                    Work <span className="said">{entry.callsign}</span>
                    {isChosen && <Kbd>W</Kbd>}
                  </Button>
                  <Menu
                    trigger={
                      <IconButton size="s" label={`More for ${entry.callsign}`}>
                        <Ellipsis aria-hidden />
                      </IconButton>
                    }
                  >
                    <MenuItem onSelect={() => onSkip(entry.callsign)}>
                      <SkipForward aria-hidden />
                      Skip to the end
                    </MenuItem>
                    <MenuItem onSelect={() => onNoShow(entry.callsign)}>
                      <UserX aria-hidden />
                      No-show
                    </MenuItem>
                    <MenuItem onSelect={() => onRemove(entry.callsign)}>
                      <Trash2 aria-hidden />
                      Remove
                    </MenuItem>
                    <MenuItem danger onSelect={() => onBan(entry.callsign)}>
                      <Ban aria-hidden />
                      Ban…
                    </MenuItem>
                  </Menu>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
};
