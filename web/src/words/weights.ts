/** Kilograms are what is kept; pounds are a way to write them. */
export const lbPerKg = 2.20462262;

/** A weight in the meet's unit; nothing for nothing. Pounds are rounded to hundredths, and a last 9 goes up, as the server prints them. */
export const weightText = (kg: number, units: string): string => {
  if (kg === 0) return "";
  if (units === "kg") return String(Math.round(kg * 100) / 100);
  const hundredths = Math.round(kg * lbPerKg * 100);
  return String((hundredths % 10 === 9 ? hundredths + 1 : hundredths) / 100);
};

/** The same weight in the unit the meet does not use, to one decimal, with its unit. */
export const otherUnit = (kg: number, units: string): string => (units === "kg" ? `${Math.round(kg * lbPerKg * 10) / 10} lb` : `${Math.round(kg * 10) / 10} kg`);
