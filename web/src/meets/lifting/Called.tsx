import { Undo2 } from "lucide-react";
import { useState } from "react";
import { useEntry } from "@rollcall/client/react";
import { Button, TextField } from "../../ui";
import { useDesk } from "../desk/deskContext";
import { lifterOf, lists } from "../lifters/lifter";
import { kgOf, unitName, weightText } from "../units";
import css from "./lifting.module.css";
import type { Call, Calls } from "./useCalls";

/** What was just decided: taken back with one key, and the lifter's next attempt put down where one already looks. */
export const Called = ({ call, calls, inKg, most }: { readonly call: Call; readonly calls: Calls; readonly inKg: boolean; readonly most: number }) => {
  const desk = useDesk();
  const entry = useEntry(desk, call.id);
  const [draft, setDraft] = useState<string | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  if (entry === undefined) return null;
  const lifter = lifterOf(entry);
  const kg = lifter.kg[call.lift][call.slot]!;
  const asked = lifter.kg[call.lift][call.slot + 1] ?? 0;
  const write = () => {
    if (draft === null) return;
    const value = kgOf(draft, inKg);
    setWrong(value === null || value < 0 ? "No weight" : null);
    if (value === null || value < 0) return;
    if (value !== asked) calls.askNext(value);
    setDraft(null);
  };
  return (
    <div className={css.called} role="status">
      <div className={css.calledText}>
        <strong>{lifter.name}</strong> {lists[call.lift].name.toLowerCase()} {call.slot + 1}, {weightText(kg, inKg)} {unitName(inKg)}: <strong className={call.decision === "good" ? css.goodWord : css.badWord}>{call.decision === "good" ? "good lift" : "no lift"}</strong>
      </div>
      {call.slot + 1 < most && (
        <TextField
          label={`Attempt ${call.slot + 2} (${unitName(inKg)})`}
          inputMode="decimal"
          className={css.ask}
          value={draft ?? weightText(asked, inKg)}
          onChange={(event) => setDraft(event.target.value)}
          onBlur={write}
          onKeyDown={(event) => event.key === "Enter" && write()}
          error={wrong}
        />
      )}
      <Button onClick={calls.takeBack}>
        <Undo2 aria-hidden />
        Take back
      </Button>
    </div>
  );
};
