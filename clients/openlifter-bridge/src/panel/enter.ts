import type { Bridge } from "../bridge.js";
import { h, part, type Part } from "./h.js";
import { joinForm } from "./join.js";
import { makeForm } from "./make.js";

/** What a browser that is in no meet can do: make its own live, or join one. */
export const enterView = (bridge: Bridge): Part => {
  const { session } = bridge;
  const make = makeForm(bridge);
  const join = joinForm(bridge);
  let shown: "make" | "join" = "make";
  const choice = (id: "make" | "join", label: string): HTMLButtonElement => h("button", { type: "button", role: "tab", id: `tab-${id}`, "aria-controls": `view-${id}`, onclick: () => choose(id), onkeydown: (event: KeyboardEvent) => turn(event) }, label);
  const tabs = { make: choice("make", "Make this meet live"), join: choice("join", "Join a meet") };
  const views = { make: h("div", { id: "view-make", role: "tabpanel", "aria-labelledby": "tab-make" }, make), join: h("div", { id: "view-join", role: "tabpanel", "aria-labelledby": "tab-join" }, join) };
  const choose = (id: "make" | "join"): void => {
    shown = id;
    for (const one of ["make", "join"] as const) {
      tabs[one].setAttribute("aria-selected", String(one === shown));
      tabs[one].tabIndex = one === shown ? 0 : -1;
      views[one].hidden = one !== shown;
    }
  };
  const turn = ({ key }: KeyboardEvent): void => {
    if (key !== "ArrowLeft" && key !== "ArrowRight") return;
    choose(shown === "make" ? "join" : "make");
    tabs[shown].focus();
  };
  choose(shown);
  const forms = h("div", {}, h("div", { class: "switch", role: "tablist", style: "margin-bottom:16px" }, tabs.make, tabs.join), views.make, views.join);

  const other = part(
    () => session.phase,
    (phase) => {
      if (phase === "elsewhere") {
        return [
          h("div", { class: "card" },
            h("p", { class: "state bad", style: "margin-bottom:8px" }, "Live in another tab"),
            h("p", { class: "soft", style: "margin-bottom:12px" }, "Only one tab of a browser can be live. Taking over makes it this one; nothing is lost, and what was changed here meanwhile gives way to the meet."),
            h("button", { class: "main wide", "data-key": "take", onclick: () => void session.takeOver() }, "Take over in this tab")),
        ];
      }

      return [phase === "starting" && h("p", { class: "soft" }, "Going back to the meet\u2026"), phase === "entering" && h("p", { class: "soft", role: "status" }, "Fetching the meet\u2026")];
    },
  );
  return {
    element: h("div", {}, other.element, forms),
    update: () => {
      other.update();
      forms.hidden = session.phase === "elsewhere" || session.phase === "starting";
    },
  };
};
