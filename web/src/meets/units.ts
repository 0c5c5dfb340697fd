import { lbPerKg, weightText as textOf } from "../words/weights";

/** A weight as it is read: at most two decimals, no zeros behind. Nothing where it is not set. */
export const weightText = (kg: number, inKg: boolean): string => textOf(kg, unitName(inKg));

/** What was typed, in kilograms: a comma is a point, an empty field is 0; null where it is no weight. */
export const kgOf = (text: string, inKg: boolean): number | null => {
  const plain = text.trim().replace(",", ".").replace(/\s*(kg|lbs?)$/i, "");
  if (plain === "") return 0;
  if (!/^-?\d{1,6}(\.\d*)?$/.test(plain)) return null;
  const value = Number(plain);
  return inKg ? value : value / lbPerKg;
};

export const unitName = (inKg: boolean): string => (inKg ? "kg" : "lb");
