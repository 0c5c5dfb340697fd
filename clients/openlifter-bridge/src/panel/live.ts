import type { Bridge } from "../bridge.js";
import { conflictsView } from "./conflicts.js";
import { deskView } from "./desk.js";
import { displaysView } from "./displays.js";
import { h, part, type Part } from "./h.js";
import { leaveView, passwordView } from "./leave.js";
import { peopleView } from "./people.js";
import { publishView } from "./publish.js";
import { standing } from "./standing.js";

/** Everything about the meet this desk is in. */
export const liveView = (bridge: Bridge): Part => {
  const { session } = bridge;
  const meet = part(
    () => ({ ...standing(bridge), id: session.desk?.meetId, here: session.desk?.locationName, role: session.desk?.role, pending: session.desk?.getSnapshot().pending ?? 0 }),
    ({ id, here, role, tone, word, pending }) => [
      h("div", { class: "card" },
        h("div", { class: "row" },
          h("div", { class: "grow" }, h("div", { class: "small soft" }, "Meet number"), h("div", { class: "id" }, id ?? "")),
          h("button", { "data-key": "copy-id", onclick: () => void copy(bridge, id ?? "") }, "Copy")),
        h("p", { class: "soft", style: "margin:4px 0 10px" }, `This is ${here ?? "a desk"}${role === "director" ? ", a director's desk" : ""}.`),
        h("p", { class: `state ${tone}`, role: "status" }, h("span", { class: `dot ${tone}` }), word),
        h("p", { class: "small soft pending", style: "margin-top:4px" }, pending === 0 ? "No changes waiting to be sent." : `${pending} waiting to be sent.`)),
    ],
    { class: "part" },
  );
  const parts = [meet, passwordView(bridge), conflictsView(bridge), peopleView(bridge), deskView(bridge), displaysView(bridge), publishView(bridge), leaveView(bridge)];
  return {
    element: h("div", { style: "display:flex;flex-direction:column;gap:18px" }, ...parts.map(({ element }) => element)),
    update: () => {
      if (session.phase === "live") for (const one of parts) one.update();
    },
  };
};

/** Copies a text; where the browser forbids that, shows it so that it can be copied by hand. */
export const copy = async ({ questions }: Bridge, text: string): Promise<void> => {
  try {
    await navigator.clipboard.writeText(text);
    questions.tell("Copied.");
  } catch {
    // Without HTTPS a page has no clipboard.
    questions.tell(text);
  }
};
