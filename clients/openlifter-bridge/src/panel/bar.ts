import type { Bridge } from "../bridge.js";
import { h, part, type Part } from "./h.js";
import { standing } from "./standing.js";

/** Says over the page that contact is lost. It blocks nothing, not even a click on what lies under it. */
export const bar = (bridge: Bridge, isOpen: () => boolean): Part =>
  part(
    () => ({ ...standing(bridge), beside: isOpen() ? "beside" : "" }),
    ({ bar, tone, beside }) => [bar !== null && h("div", { class: `bar ${tone} ${beside}` }, h("span", { class: `dot ${tone}` }), bar)],
    { role: "status", "aria-live": "polite" },
  );
