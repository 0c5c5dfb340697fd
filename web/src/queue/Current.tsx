import type { Qso } from "@rollcall/client/queue";
import { Check, ExternalLink, SkipForward, UserX, X } from "lucide-react";
import { Button, Kbd, TextField } from "../ui";
import { clock } from "./figures";
import css from "./Operator.module.css";
import { secondsSince, useNow } from "./useNow";

/** What goes into the log beside the callsign. */
export interface Report {
  readonly sent: string;
  readonly received: string;
  readonly comment: string;
}

export const noReport: Report = { sent: "", received: "", comment: "" };

interface Given {
  readonly current: Qso | null;
  readonly isActive: boolean;
  readonly report: Report;
  readonly onReport: (report: Report) => void;
  readonly busy: ReadonlySet<string>;
  readonly does: { readonly [what in "next" | "complete" | "skip" | "noShow" | "cancel"]: (() => void) | undefined };
  readonly nextCallsign: string | undefined;
}

/** The contact in progress, large, with all that can become of it. */
export const Current = ({ current, isActive, report, onReport, busy, does, nextCallsign }: Given) => (
  <section className={css.current} aria-label="Working now">
    <div className={css.contact}>
      <h2>Working now</h2>
      <p className={css.callsign} aria-live="polite">
        {current?.callsign ?? <span className={css.nobody}>{isActive ? "Nobody" : "Off the air"}</span>}
      </p>
      <p className={css.who}>{current ? <About qso={current} /> : isActive ? (nextCallsign ? `${nextCallsign} is next.` : "Nobody waits.") : "Go on the air to let callers register."}</p>
    </div>
    {current && (
      <div className={css.report} key={`${current.callsign} ${current.timestamp}`}>
        <TextField label="Sent" value={report.sent} maxLength={8} inputMode="numeric" placeholder="59" autoComplete="off" onChange={(event) => onReport({ ...report, sent: event.target.value })} />
        <TextField label="Received" value={report.received} maxLength={8} inputMode="numeric" placeholder="59" autoComplete="off" onChange={(event) => onReport({ ...report, received: event.target.value })} />
        <TextField label="Comment" value={report.comment} maxLength={200} autoComplete="off" onChange={(event) => onReport({ ...report, comment: event.target.value })} className={css.comment} />
      </div>
    )}
    <div className={css.verbs}>
      <Button look={current ? "plain" : "primary"} size="l" disabled={!does.next} busy={busy.has("next")} onClick={does.next} title={current ? "Logs the contact in progress and works the next station" : undefined}>
        <SkipForward aria-hidden />
        {current ? "Log, work next" : "Work next"} <Kbd>N</Kbd>
      </Button>
      <Button look={current ? "primary" : "plain"} size="l" disabled={!does.complete} busy={busy.has("complete")} onClick={does.complete}>
        <Check aria-hidden />
        Complete <Kbd>C</Kbd>
      </Button>
      <Button size="l" disabled={!does.skip} busy={busy.has("skip")} onClick={does.skip} title="Puts the station at the end of the queue">
        Skip <Kbd>S</Kbd>
      </Button>
      <Button size="l" disabled={!does.noShow} busy={busy.has("no-show")} onClick={does.noShow} title="Nobody answered: takes the station out">
        <UserX aria-hidden />
        No-show <Kbd>X</Kbd>
      </Button>
      <Button size="l" disabled={!does.cancel} busy={busy.has("cancel")} onClick={does.cancel} title="Drops the contact without a row in the log">
        <X aria-hidden />
        Cancel <Kbd>K</Kbd>
      </Button>
    </div>
  </section>
);

const About = ({ qso }: { readonly qso: Qso }) => {
  const { name, address, dxcc_name: country, grid, url } = qso.qrz;
  const told = [name, address ?? country, grid.grid].filter(Boolean);
  return (
    <>
      <span className={css.elapsed}>{clock(secondsSince(useNow(), qso.timestamp))}</span>
      {told.length === 0 ? <span>No data from QRZ</span> : <span>{told.join(" · ")}</span>}
      {qso.metadata.started_via === "logging_software" && <span>from the logging program</span>}
      {url && (
        <a href={url} target="_blank" rel="noreferrer">
          QRZ page <ExternalLink aria-hidden />
        </a>
      )}
    </>
  );
};
