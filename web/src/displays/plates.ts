import type { LoadedBar } from "@rollcall/client/meets";

/** One plate as it is drawn, in millimetres. */
interface DrawnPlate {
  readonly key: string;
  /** What is written on it, in the meet's unit. */
  readonly weightKg: number;
  readonly color: string;
  readonly ink: string;
  readonly at: number;
  readonly width: number;
  readonly height: number;
}

/** Diameters of competition plates by weight in kilograms. What lies between is interpolated; 20 kg and more are all as big as may be. */
const diameters: readonly (readonly [kg: number, mm: number])[] = [
  [0.25, 112],
  [0.5, 134],
  [1.25, 160],
  [2.5, 190],
  [5, 228],
  [10, 325],
  [15, 400],
  [20, 450],
];

/** Widths: to scale among each other, twice as wide as real ones, so that a number fits on them. */
const widths: readonly (readonly [kg: number, mm: number])[] = [
  [0.25, 18],
  [1.25, 22],
  [5, 38],
  [10, 44],
  [20, 50],
  [25, 56],
];

export const fullDiameter = 450;
const gap = 4;

/** One side of a loaded bar from the inside out, and how far it reaches. */
export const drawnPlates = (bar: LoadedBar): { readonly plates: readonly DrawnPlate[]; readonly reach: number } => {
  const plates: DrawnPlate[] = [];
  let reach = 0;
  for (const { weightKg, count, color } of bar.perSide) {
    const [width, height] = [between(widths, weightKg), between(diameters, weightKg)];
    for (let nth = 0; nth < count; nth++) {
      plates.push({ key: `${weightKg}-${nth}`, weightKg, color, ink: inkOn(color), at: reach, width, height });
      reach += width + gap;
    }
  }

  return { plates, reach };
};

const between = (table: readonly (readonly [number, number])[], kg: number): number => {
  const above = table.findIndex(([at]) => at >= kg);
  if (above < 0) return table.at(-1)![1];
  const [high, highMm] = table[above]!;
  const [low, lowMm] = table[Math.max(0, above - 1)]!;
  return high === low ? highMm : lowMm + ((kg - low) / (high - low)) * (highMm - lowMm);
};

/** Black or white, whichever is read better on a colour; white on what is no colour of six digits. */
export const inkOn = (color: string): "#000000" | "#ffffff" => {
  const hex = /^#([0-9a-f]{6})$/i.exec(color)?.[1];
  if (hex === undefined) return "#ffffff";
  const [red, green, blue] = [0, 2, 4].map((at) => linear(parseInt(hex.slice(at, at + 2), 16) / 255)) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.2 ? "#000000" : "#ffffff";
};

const linear = (part: number): number => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);

/** A colour the browser knows; grey otherwise. What desks write is not trusted. */
export const safeColor = (color: string): string => (/^#[0-9a-f]{3,8}$/i.test(color) || /^[a-z]{3,20}$/i.test(color) ? color : "#6b7280");
