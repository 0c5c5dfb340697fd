import { Download, Send } from "lucide-react";
import { useRef, useState, type FormEvent } from "react";
import type { Published } from "@rollcall/client/meets";
import { useWatched } from "@rollcall/client/react";
import { Button, Confirm, layout, Notice, Panel, TextField, useToast } from "../../ui";
import { useDesk, useIsLive, useRights } from "../desk/deskContext";
import { Section } from "../desk/Section";
import { useText } from "../meetFields";
import { codeOf, count, sentence } from "../words";
import { Findings } from "./Findings";
import { PublishedNote } from "./PublishedNote";
import { fileName, save } from "./save";
import css from "./sections.module.css";

/** Closes the meet: first a look at what the record book would say of the results, then for good. */
export const Publish = () => {
  const desk = useDesk();
  const isLive = useIsLive();
  const { mayDirect } = useRights();
  const { pending, finished } = useWatched(desk);
  const name = useText(desk, "name");
  const say = useToast();
  const [email, setEmail] = useState("");
  const [csv, setCsv] = useState<{ readonly name: string; readonly text: string } | null>(null);
  const [checked, setChecked] = useState<Published | null>(null);
  const [done, setDone] = useState<Published | null>(null);
  const [busy, setBusy] = useState(false);
  const [no, setNo] = useState<unknown>(null);
  const [asked, setAsked] = useState(false);
  const picker = useRef<HTMLInputElement>(null);

  const ask = async (dryRun: boolean) => {
    setBusy(true);
    setNo(null);
    try {
      const answer = await desk.publish({ returnEmail: email.trim(), ...(csv === null ? {} : { oplCsv: csv.text }), ...(dryRun ? { dryRun: true } : {}) });
      if (dryRun) setChecked(answer);
      else setDone(answer);
    } catch (trouble) {
      setNo(trouble);
      if (dryRun) setChecked(null);
    } finally {
      setBusy(false);
    }
  };
  const download = () => desk.files.results().then((text) => save(`${fileName(name)}.opl.csv`, text, "text/csv"), (trouble: unknown) => say(sentence(trouble), "bad"));

  if (done !== null || finished)
    return (
      <Section title="Publish">
        {done === null ? <Notice tone="good" title="The results are filed">A director published this meet.</Notice> : <PublishedNote published={done} />}
        <div className={layout.actions}>
          <Button onClick={() => void download()} disabled={!isLive}>
            <Download aria-hidden />
            Results (CSV)
          </Button>
        </div>
      </Section>
    );
  if (!mayDirect)
    return (
      <Section title="Publish">
        <Notice>A director publishes the meet.</Notice>
      </Section>
    );
  const code = codeOf(no);
  const errors = checked?.findings.filter(({ severity }) => severity === "error").length ?? 0;
  return (
    <Section title="Publish" about="Checks the results for OpenPowerlifting, files them, and closes the meet for good.">
      <Panel title="1. Check">
        <form
          className={layout.form}
          onSubmit={(event: FormEvent) => {
            event.preventDefault();
            void ask(true);
          }}
        >
          <TextField label="Return address" type="email" autoComplete="email" value={email} onChange={(event) => setEmail(event.target.value)} required hint="The record book writes there if it has a question." error={code === "BAD_EMAIL" ? sentence(no) : null} className={css.email} />
          <div className={layout.actions}>
            <Button type="submit" look={checked === null ? "primary" : "plain"} busy={busy} disabled={!isLive || pending > 0}>
              {checked === null ? "Check the results" : "Check again"}
            </Button>
            <Button look="quiet" onClick={() => picker.current?.click()}>
              {csv === null ? "Compare with a file of mine…" : `Compared with ${csv.name}`}
            </Button>
            {csv !== null && (
              <Button look="quiet" onClick={() => setCsv(null)}>
                Without it
              </Button>
            )}
            <input
              ref={picker}
              type="file"
              accept=".csv,text/csv"
              hidden
              aria-label="Results file of your own"
              onChange={(event) => {
                const file = event.target.files?.[0];
                event.target.value = "";
                if (file !== undefined) void file.text().then((text) => setCsv({ name: file.name, text }));
              }}
            />
          </div>
          {!isLive && <p className={layout.hint}>Checking needs the line.</p>}
          {isLive && pending > 0 && <p className={layout.hint}>Wait until {count(pending, "change")} of this desk {pending === 1 ? "is" : "are"} confirmed.</p>}
        </form>
      </Panel>
      {no !== null && code === "NOT_FULL" && (
        <Notice tone="warn" title="The results cannot be made yet">
          {sentence(no)} Mend it under Meet, Registration or Weigh-in, or choose a results file of your own above; then check again.
        </Notice>
      )}
      {no !== null && code !== "NOT_FULL" && code !== "BAD_EMAIL" && <Notice tone="bad">{sentence(no)}</Notice>}
      {checked !== null && (
        <>
          <Findings published={checked} />
          <Panel title="3. Publish">
            <div className={layout.form}>
              <p>
                {errors === 0 ? "The record book’s checker would take this file." : `The record book’s checker would refuse this file: ${count(errors, "error")} above. You can still publish; somebody will have to mend it there.`} Nothing can be changed
                afterwards, on any desk.
              </p>
              <div className={layout.actions}>
                <Button look="primary" size="l" busy={busy} disabled={!isLive} onClick={() => setAsked(true)}>
                  <Send aria-hidden />
                  Publish
                </Button>
              </div>
            </div>
          </Panel>
        </>
      )}
      <Confirm
        open={asked}
        title={`Publish ${name || "this meet"}?`}
        verb="Publish for good"
        onNo={() => setAsked(false)}
        onYes={() => {
          setAsked(false);
          void ask(false);
        }}
      >
        The results go out, and the meet is closed for every desk. This cannot be taken back.
      </Confirm>
    </Section>
  );
};
