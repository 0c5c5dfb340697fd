import type { Bridge } from "../bridge.js";
import { counted } from "../session/words.js";
import { h, part, type Part } from "./h.js";

/** Which desks are connected, and how many look on. */
export const peopleView = ({ session }: Bridge): Part =>
  part(
    () => ({ presence: session.desk?.presence ?? null, here: session.desk?.locationName, isConnected: session.desk?.getSnapshot().line.state === "connected" }),
    ({ presence, here, isConnected }) => {
      if (presence === null) return [];
      const live = presence.locations.filter((one) => one.live > 0).length;
      return [
        h("section", {},
          h("h2", {}, "Desks ", h("span", { class: "count" }, isConnected ? `${live} of ${presence.locations.length} connected` : "as of the last contact")),
          h("ul", { class: "list" },
            ...[...presence.locations].sort((a, b) => b.priority - a.priority).map(({ locationName, priority, live: count, lastSeenAt }) =>
              h("li", {},
                h("span", { class: `dot ${count > 0 && isConnected ? "good" : ""}` }),
                h("span", { class: "grow ellipsis", style: "flex:1" }, locationName, locationName === here ? h("span", { class: "soft" }, " (this desk)") : ""),
                h("span", { class: "soft small" }, count > 1 ? `connected ${count} times` : count === 1 ? "connected" : lastSeenAt === null ? "not here yet" : `last seen ${timeOf(lastSeenAt)}`),
                h("span", { class: "tag", title: "Conflict priority" }, `priority ${priority}`)))),
          h("p", { class: "small soft", style: "margin-top:6px" }, `${counted(presence.viewers, "display")} and ${counted(presence.readers, "reader")} look on.`)),
      ];
    },
    { class: "part" },
  );

const timeOf = (at: string): string => new Date(at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
