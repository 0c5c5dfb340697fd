import { Display } from "@rollcall/client/meets";
import { useEffect, useMemo, useSyncExternalStore } from "react";
import { readLink, type DisplayLink } from "./link";

/** A display that is connected for as long as the component is there. */
export const useDisplay = (link: DisplayLink, hears: "platform" | "standings" | "all"): Display => {
  const { meetId, viewToken, platform } = link;
  const display = useMemo(
    () => new Display({ meetId, viewToken, ...(hears === "standings" ? {} : { platforms: [platform] }), standings: hears !== "platform" }),
    [meetId, viewToken, platform, hears],
  );
  useEffect(() => {
    display.connect();
    return () => display.disconnect();
  }, [display]);
  return display;
};

const followFragment = (changed: () => void): (() => void) => {
  addEventListener("hashchange", changed);
  return () => removeEventListener("hashchange", changed);
};

/** What lets a display in, from behind the address's `#`; null where nothing usable stands there. */
export const useLink = (): DisplayLink | null => {
  const fragment = useSyncExternalStore(followFragment, () => location.hash);
  return useMemo(() => readLink(fragment), [fragment]);
};
