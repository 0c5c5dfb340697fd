import { useSyncExternalStore } from "react";

export type Theme = "light" | "dark";

const kept = "rollcall.theme";
const listeners = new Set<() => void>();

/** The theme this page shows. `theme.js` sets it before the page is drawn. */
const theme = (): Theme => (document.documentElement.dataset["theme"] === "dark" ? "dark" : "light");

/** Shows a theme, and remembers it on this device. */
const show = (chosen: Theme): void => {
  document.documentElement.dataset["theme"] = chosen;
  localStorage.setItem(kept, chosen);
  for (const listener of listeners) listener();
};

const subscribe = (changed: () => void): (() => void) => {
  listeners.add(changed);
  return () => listeners.delete(changed);
};

/** The theme, and the way to the other one. */
export const useTheme = (): readonly [Theme, () => void] => {
  const now = useSyncExternalStore(subscribe, theme);
  return [now, () => show(now === "dark" ? "light" : "dark")];
};
