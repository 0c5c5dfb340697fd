import type { Bridge } from "../bridge.js";
import type { PlatformRole } from "../sync/platformRole.js";
import { h, part, type Part } from "./h.js";

const kinds: readonly (readonly [kind: PlatformRole["kind"], label: string, what: string])[] = [
  ["neither", "Neither", "The lifting page of this desk is its own."],
  ["runs", "Runs", "What this desk's lifting page is at goes to displays and to desks that follow, while it shows that platform."],
  ["follows", "Follows", "This desk's lifting page goes where the desk that runs the platform is. It sends nothing of it."],
];

/** What this desk is to the platforms. */
export const deskView = (bridge: Bridge): Part => {
  const { session } = bridge;
  let platform = 1;
  return part(
    () => ({ role: session.role, platforms: platformsOf(bridge), at: bridge.store.getState().lifting["platform"] }),
    ({ role, platforms, at }) => {
      if (role.kind !== "neither") platform = role.platform;
      const choose = (kind: PlatformRole["kind"]): void => bridge.setRole(kind === "neither" ? { kind } : { kind, platform });
      const turn = ({ key }: KeyboardEvent): void => {
        const step = key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : 0;
        if (step === 0) return;
        const next = kinds[(kinds.findIndex(([kind]) => kind === role.kind) + step + kinds.length) % kinds.length]![0];
        choose(next);
      };
      const select = h("select", { "aria-label": "Platform", "data-key": "platform", style: "width:auto", onchange: () => ((platform = Number(select.value)), choose(role.kind)) },
        ...Array.from({ length: platforms }, (_, place) => h("option", { value: place + 1, selected: place + 1 === platform }, `Platform ${place + 1}`)));
      return [
        h("section", {},
          h("h2", {}, "This desk"),
          h("div", { class: "row" },
            h("div", { class: "switch grow", role: "radiogroup", "aria-label": "What this desk is to the platform" },
              ...kinds.map(([kind, label]) =>
                h("button", { type: "button", role: "radio", "data-key": role.kind === kind ? "role" : `role-${kind}`, "data-role": kind, "aria-checked": String(role.kind === kind), tabindex: role.kind === kind ? 0 : -1, onclick: () => choose(kind), onkeydown: turn }, label))),
            role.kind !== "neither" && select),
          h("p", { class: "small soft", style: "margin-top:7px" }, kinds.find(([kind]) => kind === role.kind)![2]),
          role.kind === "runs" && at !== role.platform && h("p", { class: "finding", style: "margin-top:7px" }, `The lifting page shows platform ${String(at)} now, so nothing of it goes out.`)),
      ];
    },
    { class: "part" },
  );
};

/** How many platforms there are on the busiest day, or that a lifter is on. */
export const platformsOf = ({ store }: Bridge): number => {
  const { meet, registration } = store.getState();
  const days = Array.isArray(meet["platformsOnDays"]) ? meet["platformsOnDays"] : [];
  return Math.min(20, Math.max(1, ...days.map(Number), ...registration.entries.map(({ platform }) => Number(platform ?? 1))));
};
