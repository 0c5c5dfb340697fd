import type { Contact } from "@rollcall/client/queue";
import { useCallback, useEffect, useState } from "react";
import type { Station } from "./connection";

interface Pages {
  readonly contacts: readonly Contact[];
  readonly total: number;
  readonly more: boolean;
}

const size = 50;

/** The log of contacts, the newest first, kept as long as what was asked for; taken anew when a contact is logged or taken back. */
export const useLog = ({ queue, operator }: Station): { readonly log: Pages | undefined; readonly failed: string | null; readonly older: () => void } => {
  const [log, setLog] = useState<Pages>();
  const [failed, setFailed] = useState<string | null>(null);
  const [limit, setLimit] = useState(size);
  const load = useCallback(async () => {
    try {
      setLog(await operator.log({ limit }));
      setFailed(null);
    } catch (no) {
      setFailed(no instanceof Error ? no.message : String(no));
    }
  }, [operator, limit]);
  useEffect(() => {
    void load();
    return queue.onEvent(({ event }) => {
      if (event === "worked_callers_update") void load();
    });
  }, [queue, load]);
  return { log, failed, older: () => setLimit((before) => before + size) };
};
