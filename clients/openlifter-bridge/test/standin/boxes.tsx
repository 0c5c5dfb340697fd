import React, { useState } from "react";

/** A box that keeps the value it was first drawn with and says it again when it is left, typed or not: the hazard the bridge is there for. */
export const WeightBox = ({ first, label, say }: { readonly first: number; readonly label: string; readonly say: (value: number) => void }) => {
  const [text, setText] = useState(first === 0 ? "" : String(first));
  return <input aria-label={label} value={text} onChange={(event) => setText(event.target.value)} onBlur={() => say(text.trim() === "" ? 0 : Number(text))} />;
};

/** The same for words. */
export const TextBox = ({ first, label, say }: { readonly first: string; readonly label: string; readonly say: (value: string) => void }) => {
  const [text, setText] = useState(first);
  return <input className="wide" aria-label={label} value={text} onChange={(event) => setText(event.target.value)} onBlur={() => say(text)} />;
};
