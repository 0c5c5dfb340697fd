import type { Bridge } from "../bridge.js";
import { displayLinks } from "../session/links.js";
import { platformsOf } from "./desk.js";
import { h, part, type Part } from "./h.js";
import { copy } from "./live.js";

/** Links to the displays and the overlay. They need no password and can change nothing. */
export const displaysView = (bridge: Bridge): Part => {
  const { session, server } = bridge;
  return part(
    () => (session.desk?.meetId === undefined || session.desk.viewToken === undefined ? [] : displayLinks(server, session.desk.meetId, session.desk.viewToken, platformsOf(bridge))),
    (links) => [
      h("section", {},
        h("h2", {}, "Displays and overlay"),
        h("p", { class: "small soft", style: "margin-bottom:4px" }, "Whoever has such a link can look on, and change nothing."),
        h("ul", { class: "list links" },
          ...links.map(({ label, what, url }) =>
            h("li", {},
              h("span", { class: "grow", style: "flex:1;min-width:0" }, h("a", { href: url, target: "_blank", rel: "noopener", "data-key": `open-${label}` }, label), h("br"), h("span", { class: "small soft" }, what)),
              h("button", { "data-key": `copy-${label}`, "aria-label": `Copy the link to ${label}`, onclick: () => void copy(bridge, url) }, "Copy"))))),
    ],
    { class: "part" },
  );
};
