import { useCallback, useEffect, useState } from "react";
import { sentenceOf } from "./sentences";

/** What a question to the server was answered: nothing yet, the answer, or why there is none. `again` asks anew. */
export const useAsked = <Answer>(ask: () => Promise<Answer>): { readonly answer: Answer | null; readonly trouble: string | null; readonly again: () => void } => {
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [round, setRound] = useState(0);
  useEffect(() => {
    let gone = false;
    ask().then(
      (found) => {
        if (gone) return;
        setAnswer(found);
        setTrouble(null);
      },
      (no: unknown) => !gone && setTrouble(sentenceOf(no)),
    );
    return () => {
      gone = true;
    };
  }, [ask, round]);
  return { answer, trouble, again: useCallback(() => setRound((before) => before + 1), []) };
};
