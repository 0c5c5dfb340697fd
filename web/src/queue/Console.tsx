import type { QueueView, Snapshot } from "@rollcall/client/queue";
import { CirclePause, CirclePlay, Keyboard, Plus, Power, Undo2 } from "lucide-react";
import { useRef, useState } from "react";
import { Button, IconButton, Kbd, LineState, Notice, Page } from "../ui";
import type { Station } from "./connection";
import { Current, noReport, type Report } from "./Current";
import { Dialogs, type Asking } from "./Dialogs";
import { Line } from "./Line";
import css from "./Operator.module.css";
import { Records } from "./Records";
import { Settings } from "./Settings";
import { OpennessBadge, opennessOf } from "./state";
import { Tuning } from "./Tuning";
import { useActions } from "./useActions";
import { useKeys } from "./useKeys";
import { WaitingTable } from "./WaitingTable";

interface Given {
  readonly station: Station;
  readonly view: QueueView;
  readonly queue: Snapshot;
  readonly operator: NonNullable<Snapshot["operator"]>;
}

/** The operator's console. Every action is a button and a key; the state shown is always the server's. */
export const Console = ({ station, view, queue, operator }: Given) => {
  const actions = useActions(station);
  const { act, busy, trouble, dismiss } = actions;
  const does = station.operator;
  const [asking, setAsking] = useState<Asking | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [written, setWritten] = useState<{ readonly about: string; readonly report: Report }>({ about: "", report: noReport });
  const frequency = useRef<HTMLInputElement>(null);
  const split = useRef<HTMLInputElement>(null);

  const waiting = queue.queue.queue;
  const current = queue.current_qso;
  const isActive = queue.system_status.active;
  // A report belongs to one contact; with the next one the fields are empty.
  const about = current === null ? "" : `${current.callsign} ${current.timestamp}`;
  const report = written.about === about ? written.report : noReport;
  const place = waiting.findIndex((one) => one.callsign === chosen);
  const selected = place < 0 ? undefined : waiting[place];
  const move = (by: number) => setChosen(waiting[Math.min(waiting.length - 1, Math.max(0, place < 0 ? (by > 0 ? 0 : waiting.length - 1) : place + by))]?.callsign ?? null);

  const next = isActive && waiting.length > 0 ? () => void act("next", () => does.next()) : undefined;
  const complete = current ? () => void act("complete", () => does.complete(given(report))) : undefined;
  const skip = current ? () => void act("skip", () => does.skip(current.callsign)) : undefined;
  const noShow = current ? () => void act("no-show", () => does.noShow(current.callsign)) : undefined;
  const cancel = current ? () => void act("cancel", () => does.cancel()) : undefined;
  const undo = operator.can_undo !== null ? () => void act("undo", () => does.undo()) : undefined;
  const pause = isActive ? () => void act("pause", () => does.setPaused(!queue.paused)) : undefined;
  const air = () => (isActive ? setAsking({ what: "off" }) : void act("air", () => does.setActive(true)));
  const work = (callsign: string) => void act(`work ${callsign}`, () => does.work(callsign));

  useKeys({
    n: next,
    c: complete,
    s: skip,
    x: noShow,
    k: cancel,
    u: undo,
    p: pause,
    o: air,
    f: () => frequency.current?.focus(),
    t: () => split.current?.focus(),
    a: isActive ? () => setAsking({ what: "add" }) : undefined,
    b: selected && (() => setAsking({ what: "ban", callsign: selected.callsign })),
    w: selected && (() => work(selected.callsign)),
    Enter: selected && (() => work(selected.callsign)),
    "shift+s": selected && (() => void act("skip", () => does.skip(selected.callsign))),
    "shift+x": selected && (() => void act("no-show", () => does.noShow(selected.callsign))),
    Delete: selected && (() => void act("remove", () => does.remove(selected.callsign))),
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    "?": () => setAsking({ what: "help" }),
  });

  return (
    <Page
      width="wide"
      title="Operate"
      about={
        <>
          {queue.title} · {operator.name}
        </>
      }
      actions={
        <>
          <OpennessBadge is={opennessOf(queue)} />
          <LineState line={view.line} />
          <Button disabled={!pause} busy={busy.has("pause")} onClick={pause}>
            {queue.paused ? <CirclePlay aria-hidden /> : <CirclePause aria-hidden />}
            {queue.paused ? "Resume" : "Pause"} <Kbd>P</Kbd>
          </Button>
          <Button look={isActive ? "plain" : "primary"} busy={busy.has("air")} onClick={air}>
            <Power aria-hidden />
            {isActive ? "Go off the air" : "Go on the air"} <Kbd>O</Kbd>
          </Button>
          <IconButton label="Keys" onClick={() => setAsking({ what: "help" })}>
            <Keyboard aria-hidden />
          </IconButton>
          <Settings station={station} operator={operator} actions={actions} onAsk={setAsking} />
        </>
      }
    >
      <Line line={view.line} refused={view.refused} knows />
      {trouble && (
        <Notice tone="bad" title={trouble.title} actions={<Button onClick={dismiss}>Dismiss</Button>}>
          {trouble.text}
        </Notice>
      )}
      <div className={css.console}>
        <div className={css.main}>
          <Current
            current={current}
            isActive={isActive}
            report={report}
            onReport={(changed) => setWritten({ about, report: changed })}
            busy={busy}
            does={{ next, complete, skip, noShow, cancel }}
            nextCallsign={waiting[0]?.callsign}
          />
          <section className={css.panel} aria-label="Waiting">
            <header className={css.panelHead}>
              <h2>
                Waiting <span className={css.count}>{`${queue.queue.total} of ${queue.queue.max_size}`}</span>
              </h2>
              <div className={css.tools}>
                <Button size="s" disabled={!undo} busy={busy.has("undo")} onClick={undo}>
                  <Undo2 aria-hidden />
                  {operator.can_undo === null ? "Undo" : `Undo ${words[operator.can_undo] ?? operator.can_undo}`} <Kbd>U</Kbd>
                </Button>
                <Button size="s" disabled={!isActive} onClick={() => setAsking({ what: "add" })}>
                  <Plus aria-hidden />
                  By hand <Kbd>A</Kbd>
                </Button>
              </div>
            </header>
            <WaitingTable
              waiting={waiting}
              isActive={isActive}
              chosen={selected?.callsign}
              onChoose={setChosen}
              busy={busy}
              onWork={work}
              onBan={(callsign) => setAsking({ what: "ban", callsign })}
              onSkip={(callsign) => void act("skip", () => does.skip(callsign))}
              onNoShow={(callsign) => void act("no-show", () => does.noShow(callsign))}
              onRemove={(callsign) => void act("remove", () => does.remove(callsign))}
            />
          </section>
        </div>
        <div className={css.side}>
          <Tuning station={station} queue={queue} actions={actions} frequencyField={frequency} splitField={split} />
          <Records station={station} queue={queue} operator={operator} actions={actions} />
        </div>
      </div>
      <Dialogs asking={asking} onClose={() => setAsking(null)} station={station} queue={queue} actions={actions} />
    </Page>
  );
};

const words: { readonly [action: string]: string } = { no_show: "no-show", logging_direct: "logged contact" };

/** Only what was filled in. */
const given = (report: Report) => ({
  ...(report.sent === "" ? {} : { rst_sent: report.sent }),
  ...(report.received === "" ? {} : { rst_rcvd: report.received }),
  ...(report.comment === "" ? {} : { comment: report.comment }),
});
