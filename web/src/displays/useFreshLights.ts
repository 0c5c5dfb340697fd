import type { LightsView, PlatformView } from "@rollcall/client/meets";
import { useEffect, useReducer, useState } from "react";
import { freshLights } from "./freshLights";

/** The lights of whoever is up, or of whoever has just been. */
export const useFreshLights = (view: PlatformView["view"]): LightsView => {
  const [follow] = useState(() => freshLights());
  const [, again] = useReducer((times: number) => times + 1, 0);
  const { lights, againMs } = follow(view);
  useEffect(() => {
    if (againMs === null) return;
    const timer = setTimeout(again, againMs);
    return () => clearTimeout(timer);
  }, [againMs]);
  return lights;
};
