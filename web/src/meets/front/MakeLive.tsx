import { useState, type FormEvent } from "react";
import { useLocation } from "wouter";
import { Button, layout, Notice, Page, Panel, SelectField, TextField } from "../../ui";
import { enter } from "../held";
import { freshMeet } from "../freshMeet";
import { grouped } from "../meetId";
import { codeOf, sentence } from "../words";
import { draftOf, locationsOf, wrongWith, type LocationDraft } from "./locationDrafts";
import { LocationList } from "./LocationList";
import { PasswordRules } from "./PasswordRules";
import css from "./front.module.css";

const today = (): string => {
  const now = new Date();
  return [now.getFullYear(), String(now.getMonth() + 1).padStart(2, "0"), String(now.getDate()).padStart(2, "0")].join("-");
};

/** Makes a meet on the server; this browser is its first desk, and directs it. */
export const MakeLive = () => {
  const [, go] = useLocation();
  const [drafts, setDrafts] = useState<readonly LocationDraft[]>(() => [draftOf("Head table", 10, true), draftOf("Desk 2", 5)]);
  const [own] = useState(drafts[0]!.id);
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [no, setNo] = useState<unknown>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const code = codeOf(no);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const said = (name: string) => String(form.get(name) ?? "").trim();
    const bad = wrongWith(drafts);
    setWrong(bad);
    if (bad !== null) return;
    setBusy(true);
    setNo(null);
    const mine = drafts.find(({ id }) => id === own)!;
    try {
      const createKey = said("createKey");
      const { desk } = await enter("desk", (fresh) => fresh.create({ locationName: mine.name.trim(), password, locations: locationsOf(drafts), ...(createKey === "" ? {} : { createKey }) }));
      const meet = freshMeet({ name: said("name"), date: said("date"), federation: said("federation"), inKg: said("units") === "kg", platforms: Number(said("platforms")) });
      for (const [field, value] of Object.entries(meet)) desk.set(`meet.${field}`, value);
      go(`/meets/${grouped(desk.meetId ?? "")}`);
    } catch (trouble) {
      setNo(trouble);
      setBusy(false);
    }
  };
  return (
    <Page title="Make a meet live" about="The server gives it an id. With id and password the other desks come in.">
      <form className={layout.form} onSubmit={(event) => void submit(event)}>
        <div className={css.making}>
          <Panel title="The meet">
            <div className={layout.form}>
              <TextField label="Name" name="name" maxLength={500} required placeholder="Spring Open" hint="Without the year and the federation; the record book adds them." />
              <div className={layout.two}>
                <TextField label="Federation" name="federation" maxLength={500} required placeholder="USPA" />
                <TextField label="Date" name="date" type="date" defaultValue={today()} required />
              </div>
              <div className={layout.two}>
                <SelectField label="Weights in" name="units" defaultValue="kg">
                  <option value="kg">kilograms</option>
                  <option value="lb">pounds</option>
                </SelectField>
                <SelectField label="Platforms" name="platforms" defaultValue="1">
                  {[1, 2, 3, 4, 5, 6].map((number) => (
                    <option key={number}>{number}</option>
                  ))}
                </SelectField>
              </div>
            </div>
          </Panel>
          <Panel title="Desks">
            <LocationList drafts={drafts} onChange={setDrafts} fixed={own} />
            {wrong !== null && <Notice tone="bad">{wrong}</Notice>}
            <p className={layout.hint}>
              This browser is <strong>{drafts.find(({ id }) => id === own)?.name}</strong>.
            </p>
          </Panel>
          <Panel title="Password">
            <div className={layout.form}>
              <TextField label="Password of the meet" name="password" type="password" autoComplete="new-password" maxLength={128} value={password} onChange={(event) => (setPassword(event.target.value), code === "WEAK_PASSWORD" && setNo(null))} required error={code === "WEAK_PASSWORD" ? sentence(no) : null} />
              <PasswordRules password={password} />
              {code === "BAD_CREATE_KEY" && <TextField label="Key of this server" name="createKey" type="password" autoComplete="off" required hint="Whoever runs this server lets only those make meets who know it." error={sentence(no)} />}
              {no !== null && code !== "WEAK_PASSWORD" && code !== "BAD_CREATE_KEY" && (
                <Notice tone="bad" title="The meet is not live">
                  {sentence(no)}
                </Notice>
              )}
              <div className={layout.actions}>
                <Button type="submit" look="primary" size="l" busy={busy}>
                  {busy ? "Making it live…" : "Make it live"}
                </Button>
              </div>
            </div>
          </Panel>
        </div>
      </form>
    </Page>
  );
};
