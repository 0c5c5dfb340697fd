import type { Snapshot } from "@rollcall/client/queue";
import { useWatched } from "@rollcall/client/react";
import type { CSSProperties } from "react";
import { classes, LineState, useTitle } from "../ui";
import { useFresh, useStation } from "./connection";
import { briefly, clock, dial } from "./figures";
import css from "./Screen.module.css";
import { OpennessBadge, opennessOf } from "./state";
import { secondsSince, useNow } from "./useNow";

/** The big screen: who is worked, where, and who comes next, to be read from the back of a hall. */
export const ScreenPage = () => {
  const station = useStation();
  useFresh(station, 2_000);
  const { line, queue, refused } = useWatched(station.queue);
  useTitle("Queue screen");
  return (
    <main className={css.screen} id="content">
      <header className={css.head}>
        <h1>{queue?.title ?? "Callback queue"}</h1>
        <div className={css.states}>
          {queue && <OpennessBadge is={opennessOf(queue)} />}
          <LineState line={line} />
        </div>
      </header>
      {queue === null ? (
        <p className={css.blank} role="status">
          {line.state === "waiting" ? "The server cannot be reached. This screen comes back by itself." : line.state === "ended" ? (refused?.message ?? line.reason) : "Connecting…"}
        </p>
      ) : (
        <Board queue={queue} />
      )}
      <footer className={css.foot}>
        <span>
          Join at <strong>{`${location.host}/queue${location.search}`}</strong>
        </span>
        {queue && (
          <span className={css.numbers}>
            <span>
              <strong>{queue.queue.total}</strong> waiting
            </span>
            {queue.average_seconds !== null && (
              <span>
                <strong>{clock(queue.average_seconds)}</strong> each
              </span>
            )}
            <span>
              <strong>{queue.worked_callers.total}</strong> worked
            </span>
          </span>
        )}
      </footer>
    </main>
  );
};

const Board = ({ queue }: { readonly queue: Snapshot }) => {
  const tuned = dial(queue.frequency);
  const current = queue.current_qso;
  const is = opennessOf(queue);
  // What operators say themselves: calling anybody, and closing down.
  const shown = current?.callsign ?? (is === "closed" ? "QRT" : "CQ CQ");
  return (
    <div className={css.board}>
      <section className={css.now} aria-label="Working now">
        <h2>{current ? "Working now" : is === "closed" ? "Off the air" : "Listening"}</h2>
        <p className={classes(css.call, !current && css.idle)} style={lengthOf(shown)}>
          {shown}
        </p>
        {current && (
          <p className={css.who}>
            {[current.qrz.name, current.qrz.dxcc_name].filter(Boolean).join(" · ") || "In contact"} <Since time={current.timestamp} />
          </p>
        )}
        {(tuned ?? queue.split.split) && (
          <dl className={css.dial}>
            <div>
              <dt>Listen on</dt>
              <dd>
                {tuned?.figures ?? "—"} {tuned && <small>{tuned.unit}</small>}
              </dd>
            </div>
            <div>
              <dt>Split</dt>
              <dd>{queue.split.split ?? "none"}</dd>
            </div>
            {(queue.frequency.mode ?? queue.frequency.band) && (
              <div>
                <dt>Mode</dt>
                <dd>{[queue.frequency.mode, queue.frequency.band].filter(Boolean).join(" ")}</dd>
              </div>
            )}
          </dl>
        )}
      </section>
      <section className={css.next} aria-label="Next in line">
        <h2>Next in line</h2>
        {queue.queue.queue.length === 0 ? (
          <p className={css.nobody}>{is === "open" ? "Nobody waits. You would be next." : "Nobody waits."}</p>
        ) : (
          <ol>
            {queue.queue.queue.slice(0, 8).map((entry, place) => (
              <li key={entry.callsign}>
                <span className={css.rank}>{entry.position}</span>
                <span className={css.waiting} style={{ fontSize: `${Math.min(1, 8 / entry.callsign.length)}em` }}>
                  {entry.callsign}
                </span>
                <span className={css.eta}>{place === 0 ? "next" : queue.average_seconds === null ? "" : briefly(queue.average_seconds * place)}</span>
              </li>
            ))}
          </ol>
        )}
        {queue.queue.total > 8 && <p className={css.more}>and {queue.queue.total - 8} more</p>}
      </section>
    </div>
  );
};

/** How many letters must find room; the style sheet makes a size of it. */
const lengthOf = (text: string): CSSProperties => ({ "--letters": Math.max(4, text.length) }) as CSSProperties;

const Since = ({ time }: { readonly time: string }) => <span className={css.since}>{clock(secondsSince(useNow(), time))}</span>;
