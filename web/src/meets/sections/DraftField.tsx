import { useState } from "react";
import { TextArea, TextField } from "../../ui";

/** A field of the meet: what was typed goes out when it is left or Enter is pressed, and only if it was changed. */
export const DraftField = ({ label, text, hint, bare = false, lines = false, type = "text", numeric = false, readOnly, onWrite }: { readonly label: string; readonly text: string; readonly hint?: string; readonly bare?: boolean; readonly lines?: boolean; readonly type?: "text" | "date"; readonly numeric?: boolean; readonly readOnly: boolean; /** Writes it; answers why it cannot be, or nothing. */ readonly onWrite: (text: string) => string | null }) => {
  const [draft, setDraft] = useState<string | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const write = () => {
    if (draft === null) return;
    const no = draft.trim() === text ? null : onWrite(draft.trim());
    setWrong(no);
    if (no === null) setDraft(null);
  };
  const shared = { label, hint, bare, error: wrong, value: draft ?? text, disabled: readOnly, onBlur: write };
  if (lines) return <TextArea {...shared} rows={2} onChange={(event) => setDraft(event.target.value)} />;
  return <TextField {...shared} type={type} inputMode={numeric ? "decimal" : undefined} onChange={(event) => setDraft(event.target.value)} onKeyDown={(event) => event.key === "Enter" && write()} />;
};
