import { Download, Upload } from "lucide-react";
import { useRef, useState } from "react";
import type { BroughtIn } from "@rollcall/client/meets";
import { Button, CheckField, Confirm, layout, Notice } from "../../ui";
import { useDesk, useIsLive, useRights } from "../desk/deskContext";
import { useText } from "../meetFields";
import { codeOf, count, sentence } from "../words";
import { fileName, save } from "./save";

/** The meet as files: out to OpenLifter or the record book, and in from OpenLifter. */
export const Exchange = () => {
  const desk = useDesk();
  const isLive = useIsLive();
  const { mayDirect } = useRights();
  const name = useText(desk, "name");
  const picker = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [no, setNo] = useState<unknown>(null);
  const [chosen, setChosen] = useState<File | null>(null);
  const [replace, setReplace] = useState(false);
  const [done, setDone] = useState<BroughtIn | null>(null);

  const run = async (what: () => Promise<void>) => {
    setBusy(true);
    setNo(null);
    setDone(null);
    try {
      await what();
    } catch (trouble) {
      setNo(trouble);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className={layout.form}>
      <div className={layout.actions}>
        <Button disabled={!isLive} busy={busy} onClick={() => void run(async () => save(`${fileName(name)}.openlifter`, await desk.files.openlifter(), "application/json"))}>
          <Download aria-hidden />
          .openlifter
        </Button>
        <Button disabled={!isLive} busy={busy} onClick={() => void run(async () => save(`${fileName(name)}.opl.csv`, await desk.files.results(), "text/csv"))}>
          <Download aria-hidden />
          Results (CSV)
        </Button>
        {mayDirect && (
          <Button disabled={!isLive} busy={busy} onClick={() => picker.current?.click()}>
            <Upload aria-hidden />
            Bring in .openlifter
          </Button>
        )}
      </div>
      <input
        ref={picker}
        type="file"
        accept=".openlifter,application/json"
        hidden
        aria-label="File to bring in"
        onChange={(event) => {
          setReplace(false);
          setChosen(event.target.files?.[0] ?? null);
          event.target.value = "";
        }}
      />
      {!isLive && <p className={layout.hint}>Files come from the server; they wait for the line.</p>}
      {no !== null && (
        <Notice tone="bad" title={codeOf(no) === "not_full" ? "The results are not complete yet" : "That did not work"}>
          {sentence(no)}
        </Notice>
      )}
      {done !== null && (
        <Notice tone={done.leftOutCount > 0 ? "warn" : "good"} title="The file is in">
          {count(done.accepted, "change")} made, {done.unchanged} already there{done.deleted > 0 && `, ${count(done.deleted, "lifter")} deleted`}
          {done.renumbered > 0 && `, ${count(done.renumbered, "lifter")} with a new number`}.{done.leftOutCount > 0 && ` ${count(done.leftOutCount, "value")} did not fit:`}
          {done.leftOut.slice(0, 10).map(({ updateKey, reason }) => (
            <div key={updateKey}>
              <code>{updateKey}</code>: {reason}
            </div>
          ))}
        </Notice>
      )}
      <Confirm
        open={chosen !== null}
        title={`Bring in ${chosen?.name ?? ""}?`}
        verb="Bring it in"
        look={replace ? "danger" : "primary"}
        onNo={() => setChosen(null)}
        onYes={() => {
          const file = chosen!;
          setChosen(null);
          void run(async () => setDone(await desk.files.bringIn(await file.text(), replace)));
        }}
      >
        <p>What the file says differently is changed here, for every desk.</p>
        <CheckField label="Delete lifters that the file does not have" checked={replace} onChange={(event) => setReplace(event.target.checked)} />
      </Confirm>
    </div>
  );
};
