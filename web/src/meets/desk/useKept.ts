import { useState } from "react";

/** A choice that this browser remembers, such as which platform this desk runs. */
export const useKept = <Value>(name: string, otherwise: Value): readonly [Value, (value: Value) => void] => {
  const [value, setValue] = useState<Value>(() => {
    const text = localStorage.getItem(name);
    return text === null ? otherwise : (JSON.parse(text) as Value);
  });
  return [
    value,
    (now) => {
      localStorage.setItem(name, JSON.stringify(now));
      setValue(now);
    },
  ];
};
