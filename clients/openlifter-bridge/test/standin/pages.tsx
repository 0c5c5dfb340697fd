import React from "react";
import { useDispatch, useSelector } from "react-redux";
import { Attempt, TextBox, WeightBox } from "./boxes.js";
import type { Lifter, State } from "./state.js";

const useLifters = () => useSelector((state: State) => state.registration.entries);

export const MeetSetup = () => {
  const dispatch = useDispatch();
  const name = useSelector((state: State) => state.meet.name);
  return <p><label>Meet Name</label> <TextBox first={name} say={(name) => dispatch({ type: "UPDATE_MEET", changes: { name } })} /></p>;
};

export const Registration = () => {
  const dispatch = useDispatch();
  const lifters = useLifters();
  return (
    <>
      <div className="bar">
        <button onClick={() => dispatch({ type: "NEW_REGISTRATION", overwriteDefaults: {} })}>New Lifter</button>
        <button onClick={() => dispatch({ type: "ASSIGN_LOT_NUMBERS", lotNumbers: lifters.map((_, place) => ((place * 7) % lifters.length) + 1) })}>Assign lots</button>
      </div>
      {lifters.map((lifter) => <RegistrationCard key={lifter.id} lifter={lifter} />)}
    </>
  );
};

/** A lifter as a card, not as a row of a table: a name that is said letter by letter, lists, and boxes that keep what they were drawn with. */
const RegistrationCard = ({ lifter }: { readonly lifter: Lifter }) => {
  const dispatch = useDispatch();
  const change = (changes: object) => dispatch({ type: "UPDATE_REGISTRATION", entryId: lifter.id, changes });
  const list = (label: string, field: string, values: readonly string[]) => (
    <span><label>{label}</label><select value={String(lifter[field])} onChange={(event) => change({ [field]: event.target.value })}>{values.map((one) => <option key={one}>{one}</option>)}</select></span>
  );
  return (
    <div className="card">
      <span><label>Lot</label><b>{String(lifter["lot"])}</b></span>
      <span><label>Name</label><input className="wide" value={String(lifter["name"])} onChange={(event) => change({ name: event.target.value })} /></span>
      {list("Sex", "sex", ["M", "F", "Mx"])}
      {list("Equipment", "equipment", ["Sleeves", "Wraps", "Single-ply"])}
      {list("Flight", "flight", ["A", "B", "C"])}
      <span><label>Country</label><TextBox first={String(lifter["country"])} say={(country) => change({ country })} /></span>
      <button onClick={() => dispatch({ type: "DELETE_REGISTRATION", entryId: lifter.id })}>Delete</button>
    </div>
  );
};

export const WeighIns = () => {
  const dispatch = useDispatch();
  return (
    <table>
      <thead><tr><th>Lot</th><th>Lifter</th><th>Bodyweight Kg</th><th>Squat Rack</th><th>Squat Opener Kg</th><th>Bench Opener Kg</th><th>Deadlift Opener Kg</th></tr></thead>
      <tbody>
        {useLifters().map((lifter) => {
          const change = (changes: object) => dispatch({ type: "UPDATE_REGISTRATION", entryId: lifter.id, changes });
          return (
            <tr key={lifter.id}>
              <td>{String(lifter["lot"])}</td><td>{String(lifter["name"])}</td>
              <td><WeightBox first={Number(lifter["bodyweightKg"])} say={(bodyweightKg) => change({ bodyweightKg })} /></td>
              <td><TextBox first={String(lifter["squatRackInfo"])} say={(squatRackInfo) => change({ squatRackInfo })} /></td>
              {(["S", "B", "D"] as const).map((lift) => <td key={lift}><Attempt lifter={lifter} lift={lift} attempt={1} /></td>)}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
};
