import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { Button, IconButton } from "../../ui";

/** Puts a text into the clipboard, on pages that came by plain http, too. */
const copy = async (text: string): Promise<boolean> => {
  if (navigator.clipboard !== undefined) return navigator.clipboard.writeText(text).then(() => true, () => false);
  const field = Object.assign(document.createElement("textarea"), { value: text });
  document.body.append(field);
  field.select();
  const isDone = document.execCommand("copy");
  field.remove();
  return isDone;
};

/** Copies, and says that it did. */
export const CopyButton = ({ text, label, small = false }: { readonly text: string; readonly label: string; readonly small?: boolean }) => {
  const [isDone, setIsDone] = useState(false);
  const press = () =>
    void copy(text).then((did) => {
      setIsDone(did);
      setTimeout(() => setIsDone(false), 2_000);
    });
  const picture = isDone ? <Check aria-hidden /> : <Copy aria-hidden />;
  if (small)
    return (
      <IconButton label={isDone ? "Copied" : label} size="s" onClick={press}>
        {picture}
      </IconButton>
    );
  return (
    <Button onClick={press}>
      {picture}
      {isDone ? "Copied" : label}
    </Button>
  );
};
