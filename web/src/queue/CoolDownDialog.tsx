import type { RateLimit } from "@rollcall/client/queue";
import { useState, type FormEvent } from "react";
import { Button, CheckField, Dialog, DialogActions, layout, TextField } from "../ui";
import type { Station } from "./connection";
import type { Actions } from "./useActions";

/** How long somebody who was worked may not register again. */
export const CoolDownDialog = ({ limit, station, actions, onClose }: { readonly limit: RateLimit; readonly station: Station; readonly actions: Actions; readonly onClose: () => void }) => {
  const [enabled, setEnabled] = useState(limit.enabled);
  const [minutes, setMinutes] = useState(String(limit.time_period_minutes));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const done = await actions.act("cool-down", async () => {
      await station.operator.setRateLimit({ enabled, time_period_minutes: Number(minutes) });
      await station.queue.refresh();
    });
    if (done) onClose();
  };
  return (
    <Dialog open title="Cool-down" about="Keeps those who were worked a moment ago from registering again." onClose={onClose}>
      <form className={layout.form} onSubmit={(event) => void submit(event)}>
        <CheckField label="Whoever was worked waits before registering again" checked={enabled} onChange={(event) => setEnabled(event.target.checked)} />
        <TextField label="Minutes" type="number" min={0} max={10080} value={minutes} disabled={!enabled} error={actions.trouble?.text} onChange={(event) => setMinutes(event.target.value)} required />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={actions.busy.has("cool-down")}>
            Save
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
};
