import type { Snapshot } from "@rollcall/client/queue";
import { dial } from "./figures";
import css from "./OnAir.module.css";

/** Where to listen, where to call, and who is being worked. */
export const OnAir = ({ queue }: { readonly queue: Snapshot }) => {
  const { frequency, split, current_qso: current } = queue;
  const tuned = dial(frequency);
  const more = [frequency.mode, frequency.band].filter(Boolean).join(" · ");
  const range = split.range;
  return (
    <dl className={css.facts} aria-label="On the air">
      <div className={css.fact}>
        <dt>Listen on</dt>
        <dd className={css.figure}>
          {tuned === null ? (
            <span className={css.nothing}>Not announced</span>
          ) : (
            <>
              {tuned.figures} <small>{tuned.unit}</small>
            </>
          )}
        </dd>
        {more && <dd className={css.more}>{more}</dd>}
      </div>
      <div className={css.fact}>
        <dt>Split</dt>
        <dd className={css.figure}>{split.split ?? <span className={css.nothing}>None</span>}</dd>
        <dd className={css.more}>{range ? `Call on ${range.low_mhz.toFixed(3)}–${range.high_mhz.toFixed(3)}` : split.split === null ? "Call where you listen" : ""}</dd>
      </div>
      <div className={css.fact}>
        <dt>Working now</dt>
        <dd className={css.figure}>{current?.callsign ?? <span className={css.nothing}>Nobody</span>}</dd>
        {current && <dd className={css.more}>{[current.qrz.name, current.qrz.dxcc_name].filter(Boolean).join(" · ")}</dd>}
      </div>
    </dl>
  );
};
