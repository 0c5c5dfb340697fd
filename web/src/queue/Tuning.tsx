import type { Snapshot } from "@rollcall/client/queue";
import { useState, type FormEvent, type Ref } from "react";
import { Button, Kbd, SelectField, TextField } from "../ui";
import type { Station } from "./connection";
import { dial } from "./figures";
import css from "./Operator.module.css";
import type { Actions } from "./useActions";

interface Given {
  readonly station: Station;
  readonly queue: Snapshot;
  readonly actions: Actions;
  readonly frequencyField: Ref<HTMLInputElement>;
  readonly splitField: Ref<HTMLInputElement>;
}

/** Where the operator transmits and listens: shown large, entered below. Enter announces, an empty field takes back. */
export const Tuning = ({ station, queue, actions, frequencyField, splitField }: Given) => {
  const { act, busy } = actions;
  const tuned = dial(queue.frequency);
  const { operator } = station;
  return (
    <section className={css.panel} aria-label="Frequency and split">
      <div className={css.tuning}>
        <div>
          <h2>Frequency</h2>
          <p className={css.dial}>{tuned ? `${tuned.figures} ${tuned.unit}` : "—"}</p>
          <p className={css.quiet}>{[queue.frequency.mode, queue.frequency.band].filter(Boolean).join(" · ") || (tuned ? "No mode announced" : "Not announced")}</p>
        </div>
        <div>
          <h2>Split</h2>
          <p className={css.dial}>{queue.split.split ?? "—"}</p>
          <p className={css.quiet}>{queue.split.range ? `${queue.split.range.low_mhz.toFixed(3)}–${queue.split.range.high_mhz.toFixed(3)} MHz` : queue.split.split === null ? "None" : ""}</p>
        </div>
      </div>
      <div className={css.entry}>
        <Entry
          label="Announce frequency, kHz"
          hint="F"
          placeholder="14205.00"
          field={frequencyField}
          busy={busy.has("frequency")}
          modes
          onSay={(text, mode) => act("frequency", () => (text === "" ? operator.clearFrequency() : operator.setFrequency(text, mode === "" ? {} : { mode })))}
        />
        <Entry label="Announce split" hint="T" placeholder="+5-10" field={splitField} busy={busy.has("split")} onSay={(text) => act("split", () => (text === "" ? operator.clearSplit() : operator.setSplit(text)))} />
      </div>
    </section>
  );
};

const Entry = ({
  label,
  hint,
  placeholder,
  field,
  busy,
  modes = false,
  onSay,
}: {
  readonly label: string;
  readonly hint: string;
  readonly placeholder: string;
  readonly field: Ref<HTMLInputElement>;
  readonly busy: boolean;
  readonly modes?: boolean;
  readonly onSay: (text: string, mode: string) => Promise<boolean>;
}) => {
  const [text, setText] = useState("");
  const [mode, setMode] = useState("SSB");
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    // Keys act again once it is said; what was typed stays if it was refused.
    const input = event.currentTarget.querySelector("input");
    if (await onSay(text.trim(), mode)) {
      setText("");
      input?.blur();
    }
  };
  return (
    <form className={css.say} onSubmit={(event) => void submit(event)}>
      <TextField
        label={
          <>
            {label} <Kbd>{hint}</Kbd>
          </>
        }
        ref={field}
        value={text}
        placeholder={placeholder}
        maxLength={64}
        autoComplete="off"
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") event.currentTarget.blur();
        }}
      />
      {modes && (
        <SelectField bare label="Mode" value={mode} onChange={(event) => setMode(event.target.value)}>
          {["SSB", "CW", "FM", "AM", "FT8", "RTTY", ""].map((one) => (
            <option key={one} value={one}>
              {one === "" ? "—" : one}
            </option>
          ))}
        </SelectField>
      )}
      <Button type="submit" busy={busy}>
        {text.trim() === "" ? "Clear" : "Announce"}
      </Button>
    </form>
  );
};
