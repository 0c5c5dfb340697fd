import { useCallback, useState } from "react";
import { useToast } from "../ui";
import { sentenceOf } from "./sentences";

/** Does something on the server; says at the edge of the window how it went. The answer is whether it was done. */
export const useAct = (): ((what: () => Promise<unknown>, done?: string) => Promise<boolean>) => {
  const say = useToast();
  return useCallback(
    async (what, done) => {
      try {
        await what();
      } catch (no) {
        say(sentenceOf(no), "bad");
        return false;
      }

      if (done !== undefined) say(done);
      return true;
    },
    [say],
  );
};

/** A form's way to the server: whether it is under way, and why it was refused. */
export const useSubmit = (): { readonly busy: boolean; readonly error: string | null; readonly submit: (what: () => Promise<unknown>) => Promise<boolean> } => {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const submit = async (what: () => Promise<unknown>) => {
    setBusy(true);
    setError(null);
    try {
      await what();
      return true;
    } catch (no) {
      setError(sentenceOf(no));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, error, submit };
};
