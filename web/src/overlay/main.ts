import "@fontsource/barlow-condensed/600.css";
import "./overlay.css";
import { Display } from "@rollcall/client/meets";
import { readLink } from "../displays/link";
import { clockPart } from "./clockPart";
import { made, onLetters } from "./dom";
import { lifterPart } from "./lifterPart";
import { lightsPart } from "./lightsPart";
import { nextPart } from "./nextPart";
import { readOptions, type Part } from "./options";
import { sign } from "./sign";
import { standingsPart } from "./standingsPart";

const options = readOptions(location.search);
const link = readLink(location.hash);

const root = document.documentElement;
root.dataset["theme"] = options.theme;
root.dataset["position"] = options.position;
root.toggleAttribute("data-large", options.scale > 1.1);
for (const [name, value] of Object.entries(options.properties)) root.style.setProperty(name, value);

const state = sign(options.isQuiet);

/** The overlay of one platform. Whatever arrives within one frame is drawn once. */
const begin = (platform: number, display: Display): void => {
  const changed = () => {
    if (isDue) return;
    isDue = true;
    requestAnimationFrame(draw);
  };
  const [lifter, next, lights, clock, standings] = [lifterPart(changed), nextPart(), lightsPart(changed), clockPart(display, platform), standingsPart()];
  const has = options.show;
  const asked = (part: Part, node: HTMLElement) => (has.has(part) ? [node] : []);
  const third = made("third", made("row", ...asked("lights", lights.node), ...asked("clock", clock.node)), ...asked("lifter", lifter.node));
  third.toggleAttribute("data-bare", !has.has("lifter"));
  const main = made("stage", third, ...asked("next", next.node), ...asked("standings", standings.node));
  main.setAttribute("role", "main");
  document.body.append(main, state.node);
  let isDue = false;
  const draw = () => {
    isDue = false;
    const seen = display.getSnapshot();
    state.draw(seen);
    const view = seen.platforms.get(platform)?.view;
    if (view === undefined) return;
    document.title = `${view.meet.name || "Meet"} · overlay`;
    if (has.has("lifter")) lifter.draw(view);
    if (has.has("next")) next.draw(view, has.has("lifter") && lifter.isHeld());
    if (has.has("lights")) lights.draw(view);
    if (has.has("clock")) clock.draw(view);
    if (has.has("standings")) standings.draw(view, seen.standings);
  };
  display.subscribe(changed);
  onLetters(changed);
  display.connect();
};

if (link === null) {
  document.body.append(state.node);
  state.draw(null);
} else {
  begin(link.platform, new Display({ meetId: link.meetId, viewToken: link.viewToken, platforms: [link.platform], standings: options.show.has("standings") }));
}

// Who mends the address in the same window wants to see it.
addEventListener("hashchange", () => location.reload());
