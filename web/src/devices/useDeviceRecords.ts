import type { DeviceRecord, PresentDevice } from "@rollcall/client/devices";
import { useCallback, useEffect, useState } from "react";
import { devices } from "../app/person";
import { sentenceOf } from "./words";

/** The list of devices, asked for again whenever the server tells that one came, went or was named anew. */
export const useDeviceRecords = (present: readonly PresentDevice[]): { readonly records: readonly DeviceRecord[] | null; readonly trouble: string | null; readonly refresh: () => void } => {
  const [records, setRecords] = useState<readonly DeviceRecord[] | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [round, setRound] = useState(0);
  useEffect(() => {
    let gone = false;
    devices.account.devices().then(
      (found) => {
        if (gone) return;
        // This one first, then those that are there, then those seen last.
        setRecords([...found].sort((one, other) => Number(other.current) - Number(one.current) || Number(other.online) - Number(one.online) || other.last_seen.localeCompare(one.last_seen)));
        setTrouble(null);
      },
      (no: unknown) => !gone && setTrouble(sentenceOf(no)),
    );
    return () => {
      gone = true;
    };
  }, [present, round]);
  return { records, trouble, refresh: useCallback(() => setRound((before) => before + 1), []) };
};
