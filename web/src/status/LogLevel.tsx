import { Refusal } from "@rollcall/client";
import { useState, type FormEvent } from "react";
import { devices } from "../app/person";
import { Button, Notice, Panel, SelectField, TextField } from "../ui";
import css from "./Status.module.css";

const levels = ["trace", "debug", "info", "warning", "error", "critical"] as const;

/** Changes from which level on the server logs, while it runs; says what it was before. */
export const LogLevel = () => {
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<{ readonly done: boolean; readonly text: string } | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [level, category] = [String(form.get("level")), String(form.get("category")).trim()];
    setBusy(true);
    try {
      const { before, after } = await devices.account.http.ask<{ before: string; after: string }>("POST", "/admin/log-level", category === "" ? { level } : { level, category });
      setSaid({ done: true, text: `${category === "" ? "Everything" : category}: ${before} before, ${after} now. It holds until the server restarts.` });
    } catch (no) {
      setSaid({ done: false, text: no instanceof Refusal ? no.message : "The server cannot be reached. Try again in a moment." });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Panel title="Log level">
      <form className={css.level} onSubmit={(event) => void submit(event)}>
        <SelectField label="From this level on" name="level" defaultValue="info">
          {levels.map((level) => (
            <option key={level}>{level}</option>
          ))}
        </SelectField>
        <TextField label="Only this category" name="category" placeholder="all" autoComplete="off" spellCheck={false} />
        <Button type="submit" busy={busy}>
          Set level
        </Button>
      </form>
      {said && <Notice tone={said.done ? "good" : "bad"}>{said.text}</Notice>}
    </Panel>
  );
};
