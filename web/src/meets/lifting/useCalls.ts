import { useState } from "react";
import type { Desk } from "@rollcall/client/meets";
import { lifterOf, lists, type LiftName } from "../lifters/lifter";
import type { Clock } from "./useClock";

/** A decision this desk has just written down. */
export interface Call {
  readonly id: number;
  readonly lift: LiftName;
  readonly slot: number;
  readonly decision: "good" | "bad";
}

const keyOf = ({ id, lift, slot }: Pick<Call, "id" | "lift" | "slot">, of: "kg" | "status"): string => `registration.entries[${id}].${lists[lift][of]}[${slot}]`;

/** Writing decisions down, taking the last one back, and asking for what the lifter wants next. */
export const useCalls = (desk: Desk, clock: Clock) => {
  const [last, setLast] = useState<Call | null>(null);
  return {
    last,
    call: (made: Call) => {
      desk.set(keyOf(made, "status"), made.decision === "good" ? 1 : -1);
      setLast(made);
      // The next lifter has the whole minute.
      clock.reset();
    },
    takeBack: () => {
      if (last !== null) desk.set(keyOf(last, "status"), 0);
      setLast(null);
    },
    /** The weight of the attempt after the last call; 0 while none is asked for. */
    nextKg: (): number => {
      const entry = last === null ? undefined : desk.entry(last.id);
      return entry === undefined || last === null ? 0 : (lifterOf(entry).kg[last.lift][last.slot + 1] ?? 0);
    },
    askNext: (kg: number) => {
      if (last !== null) desk.set(keyOf({ ...last, slot: last.slot + 1 }, "kg"), kg);
    },
  };
};

export type Calls = ReturnType<typeof useCalls>;
