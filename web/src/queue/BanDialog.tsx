import { useState, type FormEvent } from "react";
import { Button, Dialog, DialogActions, layout, TextField } from "../ui";
import type { Station } from "./connection";
import type { Actions } from "./useActions";

/** Bans somebody who waits, with the reason other operators will read. */
export const BanDialog = ({ callsign, station, actions, onClose }: { readonly callsign: string; readonly station: Station; readonly actions: Actions; readonly onClose: () => void }) => {
  const [reason, setReason] = useState("");
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const done = await actions.act("ban", async () => {
      await station.operator.banFromQueue(callsign, reason.trim() === "" ? undefined : reason.trim());
      await station.queue.refresh();
    });
    if (done) onClose();
  };
  return (
    <Dialog open title={`Ban ${callsign}?`} about="It leaves the queue and may not register again, in whatever spelling, until an operator takes the ban back." onClose={onClose}>
      <form className={layout.form} onSubmit={(event) => void submit(event)}>
        <TextField label="Reason, for operators only" autoFocus value={reason} maxLength={200} autoComplete="off" error={actions.trouble?.text} onChange={(event) => setReason(event.target.value)} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="danger" busy={actions.busy.has("ban")}>
            Ban {callsign}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
};
