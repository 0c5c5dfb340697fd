import type { Snapshot } from "@rollcall/client/queue";
import { useState, type FormEvent } from "react";
import { Button, Dialog, DialogActions, layout, TextField } from "../ui";
import type { Station } from "./connection";
import css from "./Operator.module.css";
import { normal } from "./figures";
import type { Actions } from "./useActions";

/** Somebody who cannot register, such as a station heard on the air: into the queue, or worked at once. */
export const AddDialog = ({ station, queue, actions, onClose }: { readonly station: Station; readonly queue: Snapshot; readonly actions: Actions; readonly onClose: () => void }) => {
  const [callsign, setCallsign] = useState("");
  const { act, busy, trouble } = actions;
  const lets = queue.operator?.logger_integration === true;
  const called = normal(callsign);
  const add = async (event: FormEvent) => {
    event.preventDefault();
    if (await act("add", () => station.queue.ask("queue.register", { callsign: called }))) onClose();
  };
  const workNow = async () => {
    const contact = { callsign: called, source: "console", triggered_by: "operator", complete_previous: true, frequency_mhz: queue.frequency.frequency_mhz ?? null, mode: queue.frequency.mode ?? null };
    if (await act("log direct", () => station.operator.logDirect(contact))) onClose();
  };
  return (
    <Dialog open title="A station by hand" about="For somebody you hear who has not registered." onClose={onClose}>
      <form className={layout.form} onSubmit={(event) => void add(event)}>
        <TextField
          label="Callsign"
          autoFocus
          value={callsign}
          onChange={(event) => setCallsign(event.target.value)}
          className={css.bigField}
          error={trouble?.text}
          autoCapitalize="characters"
          autoComplete="off"
          spellCheck={false}
          required
          hint={lets ? "“Work now” logs the contact in progress first." : "“Work now” needs logging programs to be let in: see the queue’s settings."}
        />
        <DialogActions>
          <Button disabled={!lets || called === ""} busy={busy.has("log direct")} onClick={() => void workNow()}>
            Work now
          </Button>
          <Button type="submit" look="primary" busy={busy.has("add")}>
            Add to the queue
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
};
