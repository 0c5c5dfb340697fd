import { Refusal } from "@rollcall/client";
import { QueueRefusal } from "@rollcall/client/queue";
import { useCallback, useState } from "react";
import type { Station } from "./connection";
import { sentenceOf } from "./sentences";

/** Why something was not done. */
interface Trouble {
  readonly title: string;
  readonly text: string;
}

export interface Actions {
  /** What is under way, by name. */
  readonly busy: ReadonlySet<string>;
  /** Why the last thing was not done. */
  readonly trouble: Trouble | null;
  readonly dismiss: () => void;
  /** Does something; answers whether it was done. The same thing is not begun twice. */
  readonly act: (name: string, what: () => Promise<unknown>) => Promise<boolean>;
}

const troubleOf = (no: unknown, { queue }: Station): Trouble => {
  if (no instanceof QueueRefusal && no.code === "current_changed") {
    const now = queue.getSnapshot().queue?.current_qso?.callsign;
    return { title: "Another operator was quicker", text: `${now === undefined ? "Nobody is being worked now." : `${now} is being worked now.`} Nothing was done for you. Look, and decide again.` };
  }
  if (no instanceof QueueRefusal && no.code === "stale") return { title: "Not done", text: "There was no connection for a minute, and the pile-up has moved on. Press it again if you still want it." };
  if (no instanceof QueueRefusal && no.code === "superseded") return { title: "Not done", text: "A newer entry took its place." };
  if (no instanceof QueueRefusal) return { title: "Not done", text: sentenceOf(no) };
  if (no instanceof Refusal) return { title: "Not done", text: no.message };
  return { title: "Not done", text: "The server cannot be reached. Try again in a moment." };
};

/** Runs what an operator does. Nothing is shown before the server says so; what it refuses stays in view until the next thing is done. */
export const useActions = (station: Station): Actions => {
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set());
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [underWay] = useState(() => new Set<string>());
  const dismiss = useCallback(() => setTrouble(null), []);
  const act = useCallback(
    async (name: string, what: () => Promise<unknown>) => {
      if (underWay.has(name)) return false;
      underWay.add(name);
      setBusy(new Set(underWay));
      setTrouble(null);
      try {
        await what();
        return true;
      } catch (no) {
        setTrouble(troubleOf(no, station));
        return false;
      } finally {
        underWay.delete(name);
        setBusy(new Set(underWay));
      }
    },
    [station, underWay],
  );
  return { busy, trouble, dismiss, act };
};
