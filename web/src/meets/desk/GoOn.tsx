import { useState, type FormEvent } from "react";
import { useWatched } from "@rollcall/client/react";
import { Button, Notice, TextField } from "../../ui";
import { count, sentence } from "../words";
import { useHeld } from "./deskContext";
import css from "./desk.module.css";

/** The session has ended: with the password the desk goes on where it was, and what it did meanwhile still counts as its own. */
export const GoOn = ({ pending }: { readonly pending: number }) => {
  const held = useHeld();
  const { desk } = held;
  const role = useWatched(desk, () => desk.role);
  const [busy, setBusy] = useState(false);
  const [no, setNo] = useState<string | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const password = String(new FormData(event.currentTarget).get("password"));
    const { meetId = "", locationName = "" } = desk;
    setBusy(true);
    setNo(null);
    try {
      await desk.join({ meetId, password, ...(locationName === "" ? {} : { locationName }), ...(role === "reader" ? { readOnly: true } : {}) });
      held.seated();
    } catch (trouble) {
      setNo(sentence(trouble));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Notice tone="bad" title="Your session has ended">
      <form className={css.goOn} onSubmit={(event) => void submit(event)}>
        <p>Type the meet’s password to go on{pending === 0 ? "." : `; ${count(pending, "change")} will go out then.`}</p>
        <TextField label="Password" name="password" type="password" autoComplete="current-password" required error={no} />
        <Button type="submit" look="primary" busy={busy}>
          Go on
        </Button>
      </form>
    </Notice>
  );
};
