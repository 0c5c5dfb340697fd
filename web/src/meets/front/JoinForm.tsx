import { useState, type FormEvent } from "react";
import type { Desk } from "@rollcall/client/meets";
import { Button, CheckField, layout, Notice, TextField } from "../../ui";
import { enter, type Held } from "../held";
import type { Seat } from "../seats";
import { codeOf, sentence } from "../words";
import { IdField } from "./IdField";

/** Comes in to a meet: id, password, and under which location. */
export const JoinForm = ({ meetId, kind = "desk", locationName = "", onJoined }: { readonly meetId?: string; readonly kind?: Seat["kind"]; readonly locationName?: string; readonly onJoined: (held: Held) => void }) => {
  const [readOnly, setReadOnly] = useState(false);
  const [busy, setBusy] = useState(false);
  const [no, setNo] = useState<unknown>(null);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const said = (name: string) => String(form.get(name) ?? "");
    setBusy(true);
    setNo(null);
    const location = said("locationName").trim();
    try {
      const how = { meetId: meetId ?? said("meetId"), password: said("password"), ...(readOnly ? { readOnly: true } : {}), ...(location === "" ? {} : { locationName: location }) };
      onJoined(await enter(kind, (desk: Desk) => desk.join(how)));
    } catch (trouble) {
      setNo(trouble);
      setBusy(false);
    }
  };
  const code = codeOf(no);
  return (
    <form className={layout.form} onSubmit={(event) => void submit(event)}>
      {meetId === undefined && <IdField />}
      <TextField
        label="Location"
        name="locationName"
        defaultValue={locationName}
        maxLength={100}
        required={!readOnly}
        placeholder="Desk 2"
        hint={readOnly ? "May stay empty for who only reads." : "One of the names the director put down."}
        error={code === "UNKNOWN_LOCATION" ? sentence(no) : null}
      />
      <TextField label="Password" name="password" type="password" autoComplete="current-password" maxLength={512} required />
      {kind === "desk" && <CheckField label="Read only" checked={readOnly} onChange={(event) => setReadOnly(event.target.checked)} hint="See everything, change nothing." />}
      {no !== null && code !== "UNKNOWN_LOCATION" && <Notice tone="bad">{sentence(no)}</Notice>}
      <div className={layout.actions}>
        <Button type="submit" look="primary" size="l" busy={busy}>
          {busy ? "Joining…" : "Join"}
        </Button>
      </div>
    </form>
  );
};
