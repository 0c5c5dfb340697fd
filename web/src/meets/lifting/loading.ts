import type { LoadedBar } from "@rollcall/client/meets";
import type { Plate } from "../freshMeet";
import { weightText } from "../units";

/** What goes on a bar, each side, heaviest first; computed here for as long as the server cannot be asked. */
export const loadingOf = (weightKg: number, barAndCollarsKg: number, plates: readonly Plate[], inKg: boolean): LoadedBar => {
  // Hundredths of the unit that is printed: pounds in kilograms never come out even.
  const whole = (kg: number): number => Math.round(Number(weightText(kg, inKg) || 0) * 100);
  let left = (whole(weightKg) - whole(barAndCollarsKg)) / 2;
  const perSide = [...plates]
    .sort((a, b) => b.weightKg - a.weightKg)
    .flatMap(({ weightKg: plate, pairCount, color }) => {
      const count = Math.max(0, Math.min(pairCount, whole(plate) === 0 ? 0 : Math.floor(left / whole(plate))));
      left -= count * whole(plate);
      return count === 0 ? [] : [{ weightKg: plate, count, color }];
    });
  const remainder = (left * 2) / 100;
  return { weightKg, text: weightText(weightKg, inKg), barAndCollarsKg, perSide, remainderKg: inKg ? remainder : remainder / 2.20462262 };
};
