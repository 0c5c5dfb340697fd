import { Refusal, isPassing } from "@rollcall/client";
import { useEffect, useState } from "react";
import { rooms } from "./door";
import { codeIn } from "./invites";
import { sentenceOf } from "./sentences";

/** Whether one may go in: not known yet, yes, or why not. */
type Gate = { readonly state: "looking"; readonly trouble: boolean } | { readonly state: "open" } | { readonly state: "closed"; readonly no: Refusal };

const retryMs = 2_000;

/** Looks at a room before one goes in, because going in makes a room that is not there: a mistyped address must not. An invite in the address is accepted first. */
export const useGate = (id: string): { readonly gate: Gate; readonly again: () => void; readonly inviteTrouble: string | null } => {
  const [gate, setGate] = useState<Gate>({ state: "looking", trouble: false });
  const [inviteTrouble, setInviteTrouble] = useState<string | null>(null);
  const [round, setRound] = useState(0);
  useEffect(() => {
    let gone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      try {
        const code = codeIn(location.hash);
        if (code !== null) {
          await rooms.join(id, code).catch((no: unknown) => {
            if (isPassing(no)) throw no;
            if (!gone) setInviteTrouble(sentenceOf(no));
          });
          // Used, or of no use: it is not offered to the history and to whoever looks over the shoulder.
          if (!gone) history.replaceState(history.state, "", location.pathname);
        }

        await rooms.get(id);
        if (!gone) setGate({ state: "open" });
      } catch (no) {
        if (gone) return;
        if (!isPassing(no) && no instanceof Refusal) setGate({ state: "closed", no });
        else {
          setGate({ state: "looking", trouble: true });
          timer = setTimeout(() => void look(), retryMs);
        }
      }
    };
    void look();
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [id, round]);
  const again = () => {
    setGate({ state: "looking", trouble: false });
    setRound((before) => before + 1);
  };
  return { gate, again, inviteTrouble };
};
