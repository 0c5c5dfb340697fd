import { Refusal } from "@rollcall/client";
import type { RoomRecord } from "@rollcall/client/rooms";
import { useState, type FormEvent } from "react";
import { Button, CheckField, DialogActions, Notice, SelectField, TextField, useToast } from "../ui";
import { rooms } from "./door";
import css from "./Manage.module.css";
import { useSubmit } from "./useAct";

const dayS = 86_400;

/** What an owner may change about a room. It is saved against the version that is shown, so that two owners do not undo each other. */
export const Settings = ({ record, saved }: { readonly record: RoomRecord; readonly saved: () => void }) => {
  const [shown, setShown] = useState(record);
  const { busy, error, submit } = useSubmit();
  const say = useToast();
  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const days = String(given.get("days")).trim();
    const isDone = await submit(async () => {
      try {
        setShown(
          await rooms.update(shown.id, shown.version, {
            name: String(given.get("name")).trim(),
            max_clients: Number(given.get("places")),
            is_private: given.get("private") === "on",
            persistent: given.get("persistent") === "on",
            default_role: given.get("writers") === "all" ? "member" : "read_only",
            retention: { max_entries: Number(given.get("entries")), max_age_s: days === "" ? null : Math.round(Number(days) * dayS) },
          }),
        );
      } catch (no) {
        // What the other owner made of it is shown next.
        const theirs = no instanceof Refusal && no.code === "version_conflict" ? (no.details["room"] as RoomRecord | undefined) : undefined;
        if (theirs !== undefined) setShown(theirs);
        throw no;
      }
    });
    if (!isDone) return;
    say("The room is changed.");
    saved();
  };
  const { max_entries, max_age_s } = shown.retention;
  return (
    <form key={shown.version} className={css.part} onSubmit={(event) => void save(event)}>
      <div className={css.two}>
        <TextField label="Name" name="name" defaultValue={shown.name} maxLength={100} required autoComplete="off" />
        <TextField label="Places" name="places" type="number" min={1} max={10_000} defaultValue={shown.max_clients} required hint="Connections at once. Nobody is shown out when it shrinks." />
        <TextField label="Messages kept" name="entries" type="number" min={1} max={1_000_000} defaultValue={max_entries} required hint="Older ones go for good." />
        <TextField label="Days kept" name="days" type="number" min={0.001} step="any" defaultValue={max_age_s === null ? "" : String(max_age_s / dayS)} hint="Empty: for ever." />
        <SelectField label="Who may write" name="writers" defaultValue={shown.default_role === "member" ? "all" : "members"} hint="In a public room, of those without a role.">
          <option value="all">Everybody</option>
          <option value="members">Only who has a role that may</option>
        </SelectField>
      </div>
      <CheckField label="Private" name="private" defaultChecked={shown.is_private} hint="Only members see it and may enter; everybody else is shown out." />
      <CheckField label="Stays when it is empty" name="persistent" defaultChecked={shown.persistent} hint="Otherwise it closes by itself some time after the last one has left." />
      {error !== null && <Notice tone="bad">{error}</Notice>}
      <DialogActions>
        <Button type="submit" look="primary" busy={busy}>
          Save
        </Button>
      </DialogActions>
    </form>
  );
};
