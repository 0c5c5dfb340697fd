const short = new Intl.NumberFormat("en", { maximumSignificantDigits: 3, notation: "compact" });

/** A count or a rate, to three figures. */
export const count = (value: number): string => (value !== 0 && Math.abs(value) < 1 ? value.toPrecision(2) : short.format(value));

/** An amount of memory or traffic. */
export const bytes = (value: number): string => {
  const [size, unit] = value >= 1 << 30 ? [1 << 30, "GB"] : value >= 1 << 20 ? [1 << 20, "MB"] : value >= 1024 ? [1024, "kB"] : [1, "B"];
  return `${Number((value / size).toPrecision(3))} ${unit}`;
};

/** A short time, given in seconds. */
export const duration = (seconds: number): string => {
  if (!Number.isFinite(seconds)) return "more";
  const [size, unit] = seconds >= 1 ? [1, "s"] : seconds >= 0.001 ? [0.001, "ms"] : [0.000001, "µs"];
  return `${Number((seconds / size).toPrecision(3))} ${unit}`;
};

/** How long a server has been up. */
export const uptime = (seconds: number): string => {
  const [days, hours, minutes] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3_600) % 24, Math.floor(seconds / 60) % 60];
  return days > 0 ? `${days} d ${hours} h` : hours > 0 ? `${hours} h ${minutes} min` : minutes > 0 ? `${minutes} min` : `${Math.floor(seconds)} s`;
};
