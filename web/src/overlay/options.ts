/** What an overlay may show. */
export const parts = ["lifter", "next", "lights", "clock", "standings"] as const;
export type Part = (typeof parts)[number];

/** What an overlay's address asks for. */
interface OverlayOptions {
  readonly show: ReadonlySet<Part>;
  readonly theme: "dark" | "light";
  /** Custom properties of the page, by their names. */
  readonly properties: { readonly [name: string]: string };
  readonly position: "left" | "center" | "right";
  readonly scale: number;
  /** Nothing at all is said about the connection. */
  readonly isQuiet: boolean;
}

const usualParts = "lifter,next,lights,clock";

/** Reads the query of an overlay's address; whatever it does not understand is as if it were left out. */
export const readOptions = (search: string): OverlayOptions => {
  const asked = new URLSearchParams(search);
  const wanted = (asked.get("show") ?? usualParts).split(",").map((one) => one.trim());
  const position = asked.get("position");
  const scale = scaleOf(asked.get("scale"));
  const font = asked.get("font");
  return {
    show: new Set(parts.filter((part) => wanted.includes(part))),
    theme: asked.get("theme") === "light" ? "light" : "dark",
    properties: {
      ...(scale === 1 ? {} : { "--overlay-scale": String(scale) }),
      ...colorOf(asked, "accent"),
      ...colorOf(asked, "ink"),
      ...colorOf(asked, "ground"),
      ...(font !== null && /^[\p{L}\p{N} _-]{1,60}$/u.test(font) ? { "--overlay-font": `"${font}", "Barlow Condensed", sans-serif` } : {}),
    },
    position: position === "center" || position === "right" ? position : "left",
    scale,
    isQuiet: asked.get("quiet") === "1",
  };
};

const scaleOf = (asked: string | null): number => {
  const scale = Number(asked ?? 1);
  return Number.isFinite(scale) && scale >= 0.25 && scale <= 3 ? scale : 1;
};

/** A colour as `ff8800`, `#ff8800` (written `%23ff8800`), or a name. */
const colorOf = (asked: URLSearchParams, name: string): { readonly [name: string]: string } => {
  const color = (asked.get(name) ?? "").trim();
  if (/^#?(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i.test(color)) return { [`--overlay-${name}`]: `#${color.replace("#", "")}` };
  return /^[a-z]{3,24}$/i.test(color) ? { [`--overlay-${name}`]: color } : {};
};
