import type { Bridge } from "../bridge.js";
import { h, part, type Part } from "./h.js";

/** Values that lost against another desk's. Nothing is lost silently: each can be made to stand, or left. */
export const conflictsView = ({ inbox, questions, session }: Bridge): Part => {
  const act = (doing: Promise<void>): void => void doing.catch((why: unknown) => questions.tell(`That was not done: ${why instanceof Error ? why.message : String(why)}`, true));
  return part(
    () => ({ items: inbox.items, isDirector: session.desk?.role === "director" }),
    ({ items, isDirector }) =>
      items.length === 0
        ? []
        : [
            h("section", { class: "inbox" },
              h("h2", {}, "Values that lost ", h("span", { class: "count" }, String(items.length))),
              ...items.map(({ id, subject, lost, stands, canApply }) =>
                h("div", { class: "item", "data-item": id },
                  h("strong", {}, subject),
                  h("dl", {}, ...lost.flatMap((one) => [h("dt", {}, "Lost"), h("dd", {}, one)]), h("dt", {}, "Stands"), h("dd", {}, stands)),
                  h("div", { class: "row" },
                    canApply && h("button", { "data-key": `apply-${id}`, onclick: () => act(inbox.apply(id)) }, "Use the lost value"),
                    h("button", { class: "plain", "data-key": `dismiss-${id}`, onclick: () => act(inbox.dismiss(id)) }, "Leave as it is")))),
              !isDirector && h("p", { class: "small soft", style: "margin-top:8px" }, "A director decides about other desks' values.")),
          ],
    { class: "part" },
  );
};
