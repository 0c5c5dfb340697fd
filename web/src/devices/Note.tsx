import { useWatched } from "@rollcall/client/react";
import { useEffect, useRef, useState } from "react";
import { devices } from "../app/person";
import { Panel, TextArea } from "../ui";
import css from "./Devices.module.css";
import { sentenceOf } from "./words";

const collection = "notes";
const id = "everywhere";
const restMs = 600;

/** A note that is the same on all one's devices. Who writes last wins; what is being written here is not overwritten meanwhile. */
export const Note = () => {
  const kept = useWatched(devices.sync, ({ documents }) => documents.get(collection)?.get(id));
  const { inStep, notKept } = useWatched(devices.sync);
  const isOwed = useWatched(devices, ({ waiting }) => waiting.some(({ payload }) => payload["collection"] === collection));
  const isConnected = useWatched(devices, ({ status }) => status.state === "connected");
  const [draft, setDraft] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const latest = useRef<string | null>(null);
  const text = typeof kept === "object" && kept !== null && "text" in kept && typeof kept.text === "string" ? kept.text : "";
  const save = () => {
    clearTimeout(timer.current);
    const said = latest.current;
    if (said === null) return;
    latest.current = null;
    setTrouble(null);
    devices.setDocument(collection, id, { text: said }).then(
      // Unless something else was written meanwhile.
      () => setDraft((now) => (now === said ? null : now)),
      (no: unknown) => setTrouble(sentenceOf(no)),
    );
  };
  const write = (now: string) => {
    setDraft(now);
    latest.current = now;
    clearTimeout(timer.current);
    timer.current = setTimeout(save, restMs);
  };
  // Whoever leaves the page in the middle of a word has written it.
  const leave = useRef(save);
  useEffect(() => {
    leave.current = save;
  });
  useEffect(() => () => leave.current(), []);
  return (
    <Panel title="Note on all your devices">
      <TextArea bare label="Note on all your devices" rows={8} value={draft ?? text} onChange={(event) => write(event.target.value)} onBlur={save} placeholder="What you write here is on every device you are logged in on." error={trouble} />
      <p role="status" aria-label="Note" className={css.kept}>
        {isOwed ? (isConnected ? "Saving…" : "Kept on this device; it goes out when the connection is back.") : draft !== null ? "Writing…" : !inStep ? "Fetching…" : notKept === null ? "Saved, on all your devices." : "Saved on the server; this browser keeps no copy."}
      </p>
    </Panel>
  );
};
