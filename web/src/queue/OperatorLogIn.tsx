import type { QueueRefusal } from "@rollcall/client/queue";
import type { FormEvent } from "react";
import { Link } from "wouter";
import { Button, layout, Notice, Panel, TextField } from "../ui";
import type { Station } from "./connection";
import { sentenceOf } from "./sentences";

/** Name and password of an operator of this queue. The password is held by this tab only, and sent again when the connection comes back. */
export const OperatorLogIn = ({ station, refused, waiting }: { readonly station: Station; readonly refused: QueueRefusal | null; readonly waiting: boolean }) => {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    station.queue.logIn({ username: String(form.get("name")).trim(), password: String(form.get("password")) });
  };
  return (
    <Panel title="Operator’s log-in">
      <form className={layout.form} onSubmit={submit}>
        <TextField label="Operator" name="name" autoComplete="username" autoCapitalize="none" spellCheck={false} required />
        <TextField label="Password" name="password" type="password" autoComplete="current-password" required />
        {refused && (
          <Notice tone="bad" title="Not logged in">
            {sentenceOf(refused)}
          </Notice>
        )}
        <Button type="submit" look="primary" busy={waiting}>
          {waiting ? "Logging in…" : "Log in"}
        </Button>
        <p className={layout.hint}>
          A reload of this page asks again. To stay logged in, <Link href="/account">sign in with an operator’s account</Link>.
        </p>
      </form>
    </Panel>
  );
};
