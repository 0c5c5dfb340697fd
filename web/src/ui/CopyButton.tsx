import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { Button, IconButton } from "./Button";
import { copy } from "./copy";
import { useToast } from "./Toasts";

/** Copies, and says that it did. */
export const CopyButton = ({ text, label, small = false }: { readonly text: string; readonly label: string; readonly small?: boolean }) => {
  const [isDone, setIsDone] = useState(false);
  const say = useToast();
  const press = () =>
    void copy(text).then((did) => {
      setIsDone(did);
      if (did) setTimeout(() => setIsDone(false), 2_000);
      else say("Copy it by hand: this browser does not let pages copy.", "bad");
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
