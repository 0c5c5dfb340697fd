/** Kilograms are what is kept; pounds are a way to write them. */
export const lbPerKg = 2.20462262;

/** A weight as it is read: at most two decimals, no zeros behind. Nothing where it is not set. */
export const weightText = (kg: number, inKg: boolean): string => (kg === 0 ? "" : String(Math.round((inKg ? kg : kg * lbPerKg) * 100) / 100));

/** What was typed, in kilograms: a comma is a point, an empty field is 0; null where it is no weight. */
export const kgOf = (text: string, inKg: boolean): number | null => {
  const plain = text.trim().replace(",", ".").replace(/\s*(kg|lbs?)$/i, "");
  if (plain === "") return 0;
  if (!/^-?\d{1,6}(\.\d*)?$/.test(plain)) return null;
  const value = Number(plain);
  return inKg ? value : value / lbPerKg;
};

export const unitName = (inKg: boolean): string => (inKg ? "kg" : "lb");
