import React from "react";
import { useDispatch, useSelector } from "react-redux";
import { TextBox, WeightBox } from "./boxes.js";
import { statusOf, weightsOf, type Lift, type Lifter } from "./state.js";

interface State {
  readonly meet: { readonly name: string };
  readonly registration: { readonly entries: readonly Lifter[] };
  readonly lifting: { readonly flight: string; readonly lift: Lift; readonly platform: number; readonly overrideAttempt: number | null };
}

const useLifters = () => useSelector((state: State) => state.registration.entries);

export const Registration = () => {
  const dispatch = useDispatch();
  const lifters = useLifters();
  return (
    <>
      <div className="bar">
        <button onClick={() => dispatch({ type: "NEW_REGISTRATION", overwriteDefaults: {} })}>New lifter</button>
        <button onClick={() => dispatch({ type: "ASSIGN_LOT_NUMBERS", lotNumbers: lifters.map((_, place) => ((place * 7) % lifters.length) + 1) })}>Assign lots</button>
      </div>
      <table>
        <thead><tr><th>Lot</th><th>Name</th><th>Sex</th><th>Equipment</th><th>Flight</th><th /></tr></thead>
        <tbody>{lifters.map((lifter) => <RegistrationRow key={lifter.id} lifter={lifter} />)}</tbody>
      </table>
    </>
  );
};

const RegistrationRow = ({ lifter }: { readonly lifter: Lifter }) => {
  const dispatch = useDispatch();
  const change = (changes: object) => dispatch({ type: "UPDATE_REGISTRATION", entryId: lifter.id, changes });
  const list = (field: string, values: readonly string[]) => (
    <select aria-label={field} value={String(lifter[field])} onChange={(event) => change({ [field]: event.target.value })}>{values.map((one) => <option key={one}>{one}</option>)}</select>
  );
  return (
    <tr data-id={lifter.id}>
      <td>{String(lifter["lot"])}</td>
      <td><TextBox first={String(lifter["name"])} label="name" say={(name) => change({ name })} /></td>
      <td>{list("sex", ["M", "F", "Mx"])}</td>
      <td>{list("equipment", ["Sleeves", "Wraps", "Single-ply"])}</td>
      <td>{list("flight", ["A", "B", "C"])}</td>
      <td><button onClick={() => dispatch({ type: "DELETE_REGISTRATION", entryId: lifter.id })}>Delete</button></td>
    </tr>
  );
};

export const WeighIns = () => {
  const dispatch = useDispatch();
  return (
    <table>
      <thead><tr><th>Lot</th><th>Name</th><th>Bodyweight</th><th>Rack</th><th>Squat</th><th>Bench</th><th>Deadlift</th></tr></thead>
      <tbody>
        {useLifters().map((lifter) => {
          const change = (changes: object) => dispatch({ type: "UPDATE_REGISTRATION", entryId: lifter.id, changes });
          return (
            <tr key={lifter.id} data-id={lifter.id}>
              <td>{String(lifter["lot"])}</td><td>{String(lifter["name"])}</td>
              <td><WeightBox first={Number(lifter["bodyweightKg"])} label="bodyweight" say={(bodyweightKg) => change({ bodyweightKg })} /></td>
              <td><TextBox first={String(lifter["squatRackInfo"])} label="rack" say={(squatRackInfo) => change({ squatRackInfo })} /></td>
              {(["S", "B", "D"] as const).map((lift) => <td key={lift}><Attempt lifter={lifter} lift={lift} attempt={1} /></td>)}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
};

const Attempt = ({ lifter, lift, attempt }: { readonly lifter: Lifter; readonly lift: Lift; readonly attempt: number }) => {
  const dispatch = useDispatch();
  const weight = (lifter[weightsOf[lift]] as number[])[attempt - 1]!;
  return <WeightBox first={weight} label={`${lift}${attempt}`} say={(weightKg) => dispatch({ type: "ENTER_ATTEMPT", entryId: lifter.id, lift, attemptOneIndexed: attempt, weightKg })} />;
};

export const Lifting = () => {
  const dispatch = useDispatch();
  const at = useSelector((state: State) => state.lifting);
  const lifters = useLifters().filter(({ flight }) => flight === at.flight);
  const open = (lifter: Lifter, n: number) => (lifter[weightsOf[at.lift]] as number[])[n]! > 0 && (lifter[statusOf[at.lift]] as number[])[n] === 0;
  const attempt = at.overrideAttempt ?? (([0, 1, 2].find((n) => lifters.some((one) => open(one, n))) ?? 0) + 1);
  const current = lifters.filter((one) => open(one, attempt - 1)).sort((a, b) => (a[weightsOf[at.lift]] as number[])[attempt - 1]! - (b[weightsOf[at.lift]] as number[])[attempt - 1]!)[0];
  const mark = (success: boolean) => current && dispatch({ type: "MARK_LIFT", entryId: current.id, lift: at.lift, attemptOneIndexed: attempt, success });
  const group = (changes: object) => dispatch({ type: "SET_LIFTING_GROUP", day: 1, platform: at.platform, flight: at.flight, lift: at.lift, ...changes });
  return (
    <>
      <div className="bar">
        Flight <select aria-label="flight" value={at.flight} onChange={(event) => group({ flight: event.target.value })}>{["A", "B", "C"].map((one) => <option key={one}>{one}</option>)}</select>
        Lift <select aria-label="lift" value={at.lift} onChange={(event) => group({ lift: event.target.value })}>{["S", "B", "D"].map((one) => <option key={one}>{one}</option>)}</select>
        <button onClick={() => dispatch({ type: "OVERRIDE_ATTEMPT", attempt: 2 })}>Attempt 2</button>
        <button onClick={() => mark(true)}>Good lift</button> <button onClick={() => mark(false)}>No lift</button>
        <span>Current: <b id="current">{current === undefined ? "nobody" : String(current["name"])}</b>, attempt {attempt}</span>
      </div>
      <table>
        <thead><tr><th>Name</th><th>1</th><th>2</th><th>3</th></tr></thead>
        <tbody>
          {lifters.map((lifter) => (
            <tr key={lifter.id} data-id={lifter.id}>
              <td>{String(lifter["name"])}</td>
              {[1, 2, 3].map((n) => {
                const status = (lifter[statusOf[at.lift]] as number[])[n - 1];
                const isCurrent = lifter === current && n === attempt;
                // A taken attempt is text, one still to come is a box.
                return <td key={`${at.lift}${n}`} className={status === 1 ? "good" : status === -1 ? "bad" : isCurrent ? "current" : ""}>{status !== 0 ? String((lifter[weightsOf[at.lift]] as number[])[n - 1]) : <Attempt lifter={lifter} lift={at.lift} attempt={n} />}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
};
