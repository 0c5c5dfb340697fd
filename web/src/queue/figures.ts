import type { Frequency } from "@rollcall/client/queue";

/** A frequency as a dial shows it: at least kHz, more only where they say something. */
export const megahertz = (mhz: number): string => mhz.toFixed(6).replace(/(\.\d{3}\d*?)0+$/, "$1");

/** What is tuned to, as figures and unit; null where nothing is announced. */
export const dial = ({ frequency, frequency_mhz }: Pick<Frequency, "frequency" | "frequency_mhz">): { readonly figures: string; readonly unit: string } | null =>
  frequency === null ? null : typeof frequency_mhz === "number" ? { figures: megahertz(frequency_mhz), unit: "MHz" } : { figures: frequency, unit: "" };

/** Minutes and seconds, hours before them once there are any. */
export const clock = (seconds: number): string => {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (value: number) => String(value).padStart(2, "0");
  const minutes = `${Math.floor(whole / 60) % 60}:${two(whole % 60)}`;
  return whole < 3600 ? minutes : `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
};

/** A wait as one would say it. */
export const roughly = (seconds: number): string => {
  if (seconds < 45) return "less than a minute";
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `about ${minutes} min`;
  const [hours, rest] = [Math.floor(minutes / 60), Math.round((minutes % 60) / 15) * 15];
  return rest === 0 ? `about ${hours} h` : `about ${hours} h ${rest} min`;
};

/** The same, where there is little room. */
export const briefly = (seconds: number): string => (seconds < 45 ? "soon" : roughly(seconds).replace("about ", "~"));

/** Time of day in UTC, as logs have it. */
export const utc = (time: string): string => `${time.slice(11, 16)}z`;

/** A callsign as the server will spell it. */
export const normal = (callsign: string): string => callsign.trim().toUpperCase();
