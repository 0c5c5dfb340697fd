import { useEffect, useRef } from "react";

/** What keys do, by the letter or the name of the key. */
export type Keys = { readonly [key: string]: (() => void) | undefined };

const isTyping = (target: EventTarget | null): boolean => target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** Keys of their own for a page. They rest while somebody types, while a dialog is open, and while the system's keys are held. */
export const useKeys = (keys: Keys): void => {
  const latest = useRef(keys);
  useEffect(() => void (latest.current = keys));
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target)) return;
      if (document.querySelector("[role=dialog], [role=alertdialog], [role=menu]") !== null) return;
      // On a button, Enter presses the button.
      if (event.key === "Enter" && event.target instanceof HTMLElement && event.target.closest("button, a, [role=tab]") !== null) return;
      const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      const act = latest.current[event.shiftKey && name !== "?" ? `shift+${name}` : name];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, []);
};
