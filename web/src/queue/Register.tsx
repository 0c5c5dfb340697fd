import { QueueRefusal, type Snapshot } from "@rollcall/client/queue";
import { useState, type FormEvent } from "react";
import { Button, Notice, TextField } from "../ui";
import css from "./Caller.module.css";
import type { Station } from "./connection";
import { normal, roughly } from "./figures";
import { sentenceOf } from "./sentences";
import { opennessOf } from "./state";

const closed = {
  closed: { title: "The queue is off the air", text: "It opens when the operator comes on. This page shows it by itself." },
  paused: { title: "No new callers just now", text: "The operator has paused registrations and works those who wait." },
  full: { title: "The queue is full", text: "A place opens as soon as somebody is worked." },
} as const;

/** Puts a callsign down. The server spells it in its normal form and says why if it cannot be. */
export const Register = ({ station, queue }: { readonly station: Station; readonly queue: Snapshot }) => {
  const [callsign, setCallsign] = useState("");
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const is = opennessOf(queue);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setRefused(null);
    try {
      await station.caller.register(normal(callsign));
    } catch (no) {
      setRefused(no instanceof QueueRefusal ? sentenceOf(no) : "Your callsign is in the queue, but this browser cannot keep its ticket. Stay on this page.");
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className={css.card} onSubmit={(event) => void submit(event)} aria-label="Join the queue">
      <h2>Join the queue</h2>
      {is === "open" ? (
        <p className={css.quiet}>
          {queue.queue.total === 0 ? "Nobody waits: you would be next." : `You would be number ${queue.queue.total + 1}`}
          {queue.queue.total > 0 && (queue.average_seconds === null ? "." : `, and wait ${roughly(queue.average_seconds * queue.queue.total)}.`)}
        </p>
      ) : (
        <Notice tone={is === "closed" ? "plain" : "warn"} title={closed[is].title}>
          {closed[is].text}
        </Notice>
      )}
      <TextField
        label="Your callsign"
        className={css.callsign}
        value={callsign}
        onChange={(event) => {
          setCallsign(event.target.value);
          setRefused(null);
        }}
        error={refused}
        placeholder="K1ABC"
        maxLength={20}
        autoComplete="off"
        autoCapitalize="characters"
        autoCorrect="off"
        spellCheck={false}
        enterKeyHint="go"
        required
      />
      <Button type="submit" look="primary" size="l" busy={busy} disabled={is !== "open"}>
        {busy ? "Joining…" : "Join the queue"}
      </Button>
    </form>
  );
};
