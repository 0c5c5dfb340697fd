import { Refusal } from "@rollcall/client";
import { useState, type FormEvent } from "react";
import { Button, layout, Notice, Panel, TextField } from "../ui";
import { deviceName } from "./deviceName";
import { devices } from "./person";

/** Name and password. What the server answers is said as it is; the password stays in the form so that it can be mended. */
export const LogIn = () => {
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setRefused(null);
    try {
      await devices.logIn({ user_handle: String(form.get("handle")).trim(), password: String(form.get("password")), device_type: "web", device_name: deviceName() });
    } catch (no) {
      setRefused(no instanceof Refusal ? (no.code === "bad_credentials" ? "The name or the password is wrong." : no.message) : "The server cannot be reached. Try again in a moment.");
    } finally {
      setBusy(false);
    }
  };
  return (
    <Panel title="Log in">
      <form className={layout.form} onSubmit={(event) => void submit(event)}>
        <TextField label="Name" name="handle" autoComplete="username" autoCapitalize="none" spellCheck={false} required />
        <TextField label="Password" name="password" type="password" autoComplete="current-password" required />
        {refused && <Notice tone="bad">{refused}</Notice>}
        <Button type="submit" look="primary" busy={busy}>
          Log in
        </Button>
        <p className={layout.hint}>The operator’s account is printed at the server’s first start. More are made with “rollcall user add”.</p>
      </form>
    </Panel>
  );
};
