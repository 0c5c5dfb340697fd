import "../displays/cards.css";
import "./lights.css";
import type { Light, PlatformView } from "@rollcall/client/meets";
import { freshLights } from "../displays/freshLights";
import { made, mark, show, write } from "./dom";

const referees = ["left", "head", "right"] as const;

/** The lights: hidden until the first referee has decided, then who has, then what they decided, with the result in words. */
export const lightsPart = (changed: () => void) => {
  const lights = referees.map((of) => ({ of, light: made("light"), cards: made("cards", ...Array.from({ length: 3 }, () => made("card"))) }));
  const result = made("result");
  const node = made("lights plate", ...lights.map(({ light, cards }) => made("referee", light, cards)), result);
  node.setAttribute("role", "status");
  const follow = freshLights();
  let timer = 0;
  const draw = (view: PlatformView["view"]) => {
    const { lights: given, againMs } = follow(view);
    clearTimeout(timer);
    if (againMs !== null) timer = window.setTimeout(changed, againMs);
    show(node, referees.some((of) => given[of].given));
    for (const { of, light, cards } of lights) {
      const one = given[of];
      mark(light, "data-decision", one.decision ?? (one.given ? "given" : null));
      mark(light, "role", "img");
      mark(light, "aria-label", `${of}: ${wordOf(one)}`);
      for (const [nth, card] of [...cards.children].entries()) {
        mark(card as HTMLElement, "data-card", one.cards[nth] ?? null);
        write(card as HTMLElement, one.cards[nth] ?? "");
      }
    }
    mark(node, "data-result", given.complete ? given.result : null);
    write(result, given.complete && given.result !== null ? (given.result === "good" ? "Good lift" : "No lift") : "");
  };
  return { node, draw };
};

const wordOf = ({ given, decision }: Light): string => (decision === null ? (given ? "decided" : "not decided") : decision === "good" ? "good" : "no lift");
