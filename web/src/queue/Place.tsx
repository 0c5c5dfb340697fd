import type { CallerStanding, Snapshot } from "@rollcall/client/queue";
import { BellRing, CircleCheck, CircleX, Radio } from "lucide-react";
import { useState } from "react";
import { Button, classes, Confirm, useToast } from "../ui";
import css from "./Caller.module.css";
import type { Station } from "./connection";
import { dial, roughly } from "./figures";

const over: { readonly [status in CallerStanding["status"]]?: { readonly title: string; readonly text: string } } = {
  worked: { title: "You were worked", text: "The contact is in the log. 73" },
  cancelled: { title: "The contact was dropped", text: "It is not in the log. You can join again." },
  no_show: { title: "You were called and not heard", text: "The operator has gone on. You can join again." },
  removed: { title: "The operator took you out", text: "You are no longer in the queue." },
  left: { title: "You have left", text: "You are no longer in the queue." },
  cleared: { title: "The queue was cleared", text: "Everybody who waited is out of it. You can join again." },
};

/** Where somebody who registered stands, in figures that can be read across the shack. */
export const Place = ({ station, queue, standing }: { readonly station: Station; readonly queue: Snapshot; readonly standing: CallerStanding }) => {
  const ended = over[standing.status];
  const again = () => void station.caller.forget();
  if (ended)
    return (
      <section className={css.card} aria-label="Your place">
        <div className={css.ended} role="status">
          {standing.status === "worked" ? <CircleCheck aria-hidden className={css.worked} /> : <CircleX aria-hidden />}
          <span className={css.callsignShown}>{standing.callsign}</span>
          <h2>{ended.title}</h2>
          <p className={css.quiet}>{ended.text}</p>
        </div>
        <Button size="l" look={standing.status === "worked" ? "plain" : "primary"} onClick={again}>
          Join again
        </Button>
      </section>
    );
  const tuned = dial(queue.frequency);
  return (
    <section className={classes(css.card, css[standing.status])} aria-label="Your place">
      <div className={css.standing} role="status" aria-live="polite">
        <span className={css.callsignShown}>{standing.callsign}</span>
        {standing.status === "current" ? (
          <>
            <Radio aria-hidden className={css.bell} />
            <strong className={css.shout}>You are being called</strong>
            <p>Answer now{tuned ? `: the operator listens ${queue.split.split ? `split ${queue.split.split} from` : "on"} ${tuned.figures} ${tuned.unit}.` : "."}</p>
          </>
        ) : standing.status === "next" ? (
          <>
            <BellRing aria-hidden className={css.bell} />
            <strong className={css.shout}>You are next</strong>
            <p>{tuned ? `Listen on ${tuned.figures} ${tuned.unit} and be ready.` : "Listen and be ready."}</p>
          </>
        ) : (
          <>
            <span className={css.place}>
              <span className="said">Your place: </span>
              {standing.position}
            </span>
            <p>
              <strong>{standing.ahead === 1 ? "One station" : `${standing.ahead} stations`} ahead of you</strong>
              </p>
            {standing.eta_seconds !== null && <p className={css.eta}>{roughly(standing.eta_seconds)}</p>}
          </>
        )}
        {standing.paused && <p className={css.quiet}>New registrations are paused; your place is safe.</p>}
      </div>
      <Leave station={station} callsign={standing.callsign} />
    </section>
  );
};

const Leave = ({ station, callsign }: { readonly station: Station; readonly callsign: string }) => {
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const say = useToast();
  const leave = async () => {
    setAsking(false);
    setBusy(true);
    try {
      await station.caller.leave();
      say(`${callsign} has left the queue.`);
    } catch (no) {
      say(no instanceof Error ? no.message : String(no), "bad");
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button busy={busy} onClick={() => setAsking(true)}>
        Leave the queue
      </Button>
      <Confirm open={asking} title="Leave the queue?" verb="Leave the queue" onYes={() => void leave()} onNo={() => setAsking(false)}>
        {callsign} loses its place. Who joins again stands at the end.
      </Confirm>
    </>
  );
};
