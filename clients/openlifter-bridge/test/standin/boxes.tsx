import React, { useState } from "react";
import { useDispatch } from "react-redux";
import { weightsOf, type Lift, type Lifter } from "./state.js";

/** A box that keeps the value it was first drawn with and says it again when it is left, typed or not: the hazard the bridge is there for. */
export const WeightBox = ({ first, say }: { readonly first: number; readonly say: (value: number) => void }) => {
  const [text, setText] = useState(first === 0 ? "" : String(first));
  return <input value={text} onChange={(event) => setText(event.target.value)} onBlur={() => say(text.trim() === "" ? 0 : Number(text))} />;
};

/** The same for words. */
export const TextBox = ({ first, say }: { readonly first: string; readonly say: (value: string) => void }) => {
  const [text, setText] = useState(first);
  return <input className="wide" value={text} onChange={(event) => setText(event.target.value)} onBlur={() => say(text)} />;
};

/** The same for the weight of an attempt. */
export const Attempt = ({ lifter, lift, attempt }: { readonly lifter: Lifter; readonly lift: Lift; readonly attempt: number }) => {
  const dispatch = useDispatch();
  const weight = (lifter[weightsOf[lift]] as number[])[attempt - 1]!;
  return <WeightBox first={weight} say={(weightKg) => dispatch({ type: "ENTER_ATTEMPT", entryId: lifter.id, lift, attemptOneIndexed: attempt, weightKg })} />;
};
