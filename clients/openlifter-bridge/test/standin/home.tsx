import React, { useState } from "react";
import { useDispatch } from "react-redux";
import { emptyLifting, emptyMeet, emptyRegistration } from "./state.js";

const empty = { language: "en", versions: { stateVersion: "0", releaseVersion: "1.4" }, meet: emptyMeet, registration: emptyRegistration, lifting: emptyLifting };

/** Where a meet is begun or loaded: both take the whole state at once. */
export const Home = () => {
  const dispatch = useDispatch();
  const [isSure, ask] = useState(false);
  const load = (file: File | undefined) => void file?.text().then((text) => dispatch({ type: "OVERWRITE_STORE", store: JSON.parse(text) }));
  return (
    <div className="bar">
      <button onClick={() => ask(true)}>New Meet</button>
      {isSure && <button onClick={() => (ask(false), dispatch({ type: "OVERWRITE_STORE", store: empty }))}>Continue</button>}
      <label>Load from File <input type="file" className="wide" onChange={(event) => load(event.target.files?.[0])} /></label>
    </div>
  );
};
