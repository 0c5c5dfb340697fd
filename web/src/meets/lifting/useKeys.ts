import { useEffect, useRef } from "react";

/** Keys that work anywhere on the page, other than where one types. Named by what the keyboard says, small. */
export const useKeys = (keys: { readonly [key: string]: (() => void) | undefined }): void => {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.defaultPrevented) return;
      const target = event.target as Element | null;
      if (target?.closest("input, textarea, select, [role=menu], [role=dialog], [role=alertdialog]")) return;
      // A button that has the focus is pressed by the space bar itself.
      if (event.key === " " && target?.closest("button, a")) return;
      const call = latest.current[event.key.toLowerCase()];
      if (call === undefined) return;
      event.preventDefault();
      call();
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, []);
};
