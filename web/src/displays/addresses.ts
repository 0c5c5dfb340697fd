import { fragmentOf, type DisplayLink } from "./link";

/** What can be shown. */
export type Kind = "board" | "scoreboard" | "overlay";

/** What an overlay may show, in the order it is asked for. */
export const overlayParts = ["lifter", "next", "lights", "clock", "standings"] as const;
export type OverlayPart = (typeof overlayParts)[number];

/** What somebody chose for a display. */
export interface Choices {
  readonly theme: "dark" | "light";
  readonly by: "class" | "points";
  readonly every: number;
  readonly show: readonly OverlayPart[];
  readonly accent: string;
  readonly position: "left" | "center" | "right";
  readonly scale: number;
  readonly quiet: boolean;
}

/** The overlay's accent, if nobody chooses another. */
export const usualAccents = { dark: "#ffd23f", light: "#1b56f0" } as const;

/** What a display does if nobody says otherwise; it is left out of addresses. */
export const usual: Choices = { theme: "dark", by: "class", every: 12, show: ["lifter", "next", "lights", "clock"], accent: usualAccents.dark, position: "left", scale: 1, quiet: false };

/** The address of a display, below a server's own. What lets it in stands behind the `#`. */
export const addressOf = (kind: Kind, link: DisplayLink, chosen: Choices): string => {
  const asked = new URLSearchParams();
  const ask = (name: string, value: string, isUsual: boolean) => isUsual || asked.set(name, value);
  if (kind === "overlay") {
    ask("show", overlayParts.filter((part) => chosen.show.includes(part)).join(","), same(chosen.show, usual.show));
    ask("accent", chosen.accent.replace("#", ""), chosen.accent === usualAccents[chosen.theme]);
    ask("position", chosen.position, chosen.position === usual.position);
    ask("scale", String(chosen.scale), chosen.scale === usual.scale);
    ask("quiet", "1", !chosen.quiet);
  }
  ask("theme", chosen.theme, chosen.theme === usual.theme);
  if (kind === "scoreboard") {
    ask("by", chosen.by, chosen.by === usual.by);
    ask("every", String(chosen.every), chosen.every === usual.every);
  }
  const query = asked.toString().replaceAll("%2C", ",");
  return `/${kind}${query === "" ? "" : `?${query}`}${fragmentOf(link, kind !== "scoreboard")}`;
};

const same = (one: readonly string[], other: readonly string[]): boolean => one.length === other.length && one.every((part) => other.includes(part));
