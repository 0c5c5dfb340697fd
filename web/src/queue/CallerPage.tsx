import { useWatched } from "@rollcall/client/react";
import { Link } from "wouter";
import { LineState, Notice, Page } from "../ui";
import { Alerts } from "./Alerts";
import css from "./Caller.module.css";
import { useFresh, useStation } from "./connection";
import { Line } from "./Line";
import { OnAir } from "./OnAir";
import { Place } from "./Place";
import { Register } from "./Register";
import { OpennessBadge, opennessOf } from "./state";
import { useCaller } from "./useCaller";
import { Waiting } from "./Waiting";

/** The caller's page: put a callsign down, see the place, hear when it is one's turn. */
export const CallerPage = () => {
  const station = useStation();
  useFresh(station, 2_000);
  const { line, queue, refused } = useWatched(station.queue);
  const { ticket, standing, isKnown } = useCaller(station);
  return (
    <Page
      title="Queue"
      about={queue?.title ?? "Callback queue"}
      actions={
        <>
          {queue && <OpennessBadge is={opennessOf(queue)} />}
          <LineState line={line} />
        </>
      }
    >
      <Line line={line} refused={refused} knows={queue !== null} />
      {queue === null ? (
        <Waiting line={line} />
      ) : (
        <>
          <div className={css.columns}>
            <div className={css.own}>
              {ticket !== null && standing !== null ? <Place station={station} queue={queue} standing={standing} /> : isKnown ? <Register station={station} queue={queue} /> : <Waiting line={line} />}
              {ticket !== null && <Alerts />}
            </div>
            <section className={css.others} aria-label="Who waits">
              <header>
                <h2>In line</h2>
                <span>
                  {queue.queue.total} of {queue.queue.max_size}
                </span>
              </header>
              {queue.queue.queue.length === 0 ? (
                <p className={css.none}>Nobody waits.</p>
              ) : (
                <ol>
                  {queue.queue.queue.map((entry) => (
                    <li key={entry.callsign} aria-current={entry.callsign === standing?.callsign ? "true" : undefined}>
                      <span className={css.rank}>{entry.position}</span>
                      <span className={css.call}>{entry.callsign}</span>
                      {entry.callsign === standing?.callsign && <span className={css.you}>You</span>}
                    </li>
                  ))}
                </ol>
              )}
            </section>
          </div>
          <OnAir queue={queue} />
          {queue.worked_callers.total > 0 && (
            <Notice title={`${queue.worked_callers.total} worked so far`}>
              Last: {queue.worked_callers.worked_callers.slice(0, 5).map((one) => one.callsign).join(", ")}
            </Notice>
          )}
        </>
      )}
      {refused?.code !== "unknown_queue" && (
        <p className={css.elsewhere}>
          Running this queue? <Link href={`/queue/operator${location.search}`}>Operate</Link> · <Link href={`/queue/screen${location.search}`}>Big screen</Link>
        </p>
      )}
    </Page>
  );
};
