import "./clock.css";
import type { Display, PlatformView } from "@rollcall/client/meets";
import { clockText } from "../words/time";
import { made, mark, show, write } from "./dom";

const lastMs = 10_000;

/** The platform's clock, while it runs or stands at something other than its full length. */
export const clockPart = (display: Display, platform: number) => {
  const time = made("time");
  time.setAttribute("data-clock", "");
  const node = made("clock plate", time);
  node.setAttribute("role", "timer");
  node.setAttribute("aria-label", "Clock");
  let next = 0;
  const tick = () => {
    next = 0;
    const clock = display.getSnapshot().platforms.get(platform)?.view.clock ?? null;
    const leftMs = display.clockLeftMs(platform) ?? 0;
    show(node, clock !== null && (clock.running || clock.remainingMs < clock.lengthMs) && leftMs > 0);
    write(time, clockText(leftMs));
    mark(node, "data-running", clock?.running === true ? "" : null);
    mark(node, "data-last", leftMs <= lastMs ? "" : null);
    if (clock?.running === true && leftMs > 0) next = requestAnimationFrame(tick);
  };
  const draw = (_: PlatformView["view"]) => {
    if (next === 0) tick();
  };
  return { node, draw };
};
