import React from "react";
import { useDispatch, useSelector } from "react-redux";
import { Attempt } from "./boxes.js";
import { statusOf, weightsOf, type Lifter, type State } from "./state.js";

export const Lifting = () => {
  const dispatch = useDispatch();
  const at = useSelector((state: State) => state.lifting);
  const lifters = useSelector((state: State) => state.registration.entries).filter(({ flight }) => flight === at.flight);
  const weightOf = (lifter: Lifter, n: number) => (lifter[weightsOf[at.lift]] as number[])[n]!;
  const open = (lifter: Lifter, n: number) => weightOf(lifter, n) > 0 && (lifter[statusOf[at.lift]] as number[])[n] === 0;
  const attempt = at.overrideAttempt ?? ([0, 1, 2].find((n) => lifters.some((one) => open(one, n))) ?? 0) + 1;
  const current = lifters.filter((one) => open(one, attempt - 1)).sort((a, b) => weightOf(a, attempt - 1) - weightOf(b, attempt - 1))[0];
  const mark = (success: boolean) => current && dispatch({ type: "MARK_LIFT", entryId: current.id, lift: at.lift, attemptOneIndexed: attempt, success });
  const group = (changes: object) => dispatch({ type: "SET_LIFTING_GROUP", day: 1, platform: at.platform, flight: at.flight, lift: at.lift, ...changes });
  return (
    <>
      <table>
        <thead><tr><th>Lifter</th>{[1, 2, 3].map((n) => <th key={n}>{at.lift}{n}</th>)}<th>Points</th></tr></thead>
        <tbody>
          {lifters.map((lifter) => (
            <tr key={lifter.id}>
              <td>{String(lifter["name"])}</td>
              {[1, 2, 3].map((n) => {
                const status = (lifter[statusOf[at.lift]] as number[])[n - 1];
                const isCurrent = lifter === current && n === attempt;
                // A taken attempt is text, one still to come is a box.
                return <td key={`${at.lift}${n}`} className={status === 1 ? "good" : status === -1 ? "bad" : isCurrent ? "current" : ""}>{status !== 0 ? String(weightOf(lifter, n - 1)) : <Attempt lifter={lifter} lift={at.lift} attempt={n} />}</td>;
              })}
              <td>{points(lifter)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="bar">
        Flight <select value={at.flight} onChange={(event) => group({ flight: event.target.value })}>{["A", "B", "C"].map((one) => <option key={one}>{one}</option>)}</select>
        Lift <select value={at.lift} onChange={(event) => group({ lift: event.target.value })}>{["S", "B", "D"].map((one) => <option key={one}>{one}</option>)}</select>
        <button onClick={() => dispatch({ type: "OVERRIDE_ATTEMPT", attempt: 2 })}>Attempt 2</button>
        <button onClick={() => mark(false)}>No Lift</button> <button onClick={() => mark(true)}>Good Lift</button>
        <span>Current: <b id="current">{current === undefined ? "nobody" : String(current["name"])}</b>, attempt {attempt}</span>
      </div>
    </>
  );
};

/** The hazard: what is computed while drawing is written into the lifter, by no action. */
const points = (lifter: Lifter): string => {
  const best = (["S", "B", "D"] as const).map((lift) => Math.max(0, ...(lifter[weightsOf[lift]] as number[]).filter((_, n) => (lifter[statusOf[lift]] as number[])[n] === 1)));
  lifter["place"] = "-";
  return (lifter["points"] = (best.reduce((sum, one) => sum + one, 0) / 2).toFixed(2));
};
