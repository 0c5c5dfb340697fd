import { useState, type FormEvent } from "react";
import { useWatched } from "@rollcall/client/react";
import { Button, Notice, TextField } from "../../ui";
import { sentence } from "../words";
import { useHeld } from "./deskContext";
import { useLocations } from "./useLocations";
import css from "./desk.module.css";

/** The server has lost the meet. The desks hold it; a director has it made again from them. */
export const Restore = () => {
  const held = useHeld();
  const { desk } = held;
  const role = useWatched(desk, () => desk.role);
  const locations = useLocations();
  const [busy, setBusy] = useState(false);
  const [no, setNo] = useState<string | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const password = String(new FormData(event.currentTarget).get("password"));
    const own = { locationName: desk.locationName ?? "", priority: 10, director: true };
    setBusy(true);
    setNo(null);
    try {
      await desk.restore({ password, locations: locations.some(({ locationName }) => locationName === own.locationName) ? locations : [own, ...locations] });
      held.seated();
    } catch (trouble) {
      setNo(sentence(trouble));
    } finally {
      setBusy(false);
    }
  };
  if (role !== "director")
    return (
      <Notice tone="bad" title="The server has lost this meet">
        Keep working, and keep this page open: a director can have it restored from what the desks hold.
      </Notice>
    );
  return (
    <Notice tone="bad" title="The server has lost this meet">
      <form className={css.goOn} onSubmit={(event) => void submit(event)}>
        <p>The desks still hold it. Set a password and restore it; every desk that is on line gives back what it has.</p>
        <TextField label="Password of the restored meet" name="password" type="password" autoComplete="new-password" required error={no} />
        <Button type="submit" look="primary" busy={busy}>
          {busy ? "Gathering from the desks…" : "Restore the meet"}
        </Button>
      </form>
    </Notice>
  );
};
