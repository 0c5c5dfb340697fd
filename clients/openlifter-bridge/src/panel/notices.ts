import type { Questions } from "../session/questions.js";
import { h, part, type Part } from "./h.js";

/** What the bridge tells, until it is put away. */
export const notices = (questions: Questions): Part =>
  part(
    () => questions.notices,
    (told) =>
      told.map(({ id, text, isBad }) =>
        h("div", { class: isBad ? "notice bad" : "notice" }, h("span", { class: "grow", style: "flex:1" }, text), h("button", { class: "plain", "aria-label": "Close", onclick: () => questions.dismiss(id) }, "\u2715")),
      ),
    { class: "notices", role: "status", "aria-live": "polite" },
  );
