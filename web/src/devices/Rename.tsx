import type { DeviceRecord } from "@rollcall/client/devices";
import { useState, type FormEvent } from "react";
import { devices } from "../app/person";
import { Button, Dialog, DialogActions, TextField } from "../ui";
import { sentenceOf } from "./words";

/** Names a device; without a name it has the one it gave itself. */
export const Rename = ({ device, onClose, renamed }: { readonly device: DeviceRecord; readonly onClose: () => void; readonly renamed: () => void }) => {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get("name")).trim();
    setBusy(true);
    try {
      await devices.account.renameDevice(device.id, name === "" ? null : name);
      renamed();
    } catch (no) {
      setError(sentenceOf(no));
      setBusy(false);
    }
  };
  return (
    <Dialog open onClose={onClose} title="Rename this device">
      <form style={{ display: "grid", gap: "var(--s4)" }} onSubmit={(event) => void save(event)}>
        <TextField label="Name" name="name" defaultValue={device.device_name ?? ""} maxLength={100} autoFocus autoComplete="off" hint="Such as “Kitchen”. Left empty, the device is called as it calls itself." error={error} onFocus={(event) => event.target.select()} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={busy}>
            Save
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
};
