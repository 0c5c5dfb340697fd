const twoDigits = { hour: "2-digit", minute: "2-digit" } as const;

/** The time of day here, such as 14:05. */
export const hourAndMinute = (at: string | number): string => new Date(at).toLocaleTimeString("en-GB", twoDigits);

/** The time of day here to the second, such as 14:05:09. */
export const timeOfDay = (at: string | number): string => new Date(at).toLocaleTimeString("en-GB", { ...twoDigits, second: "2-digit" });

/** Minutes and seconds, rounded up: what shows 0:00 is over. */
export const clockText = (leftMs: number): string => {
  const seconds = Math.ceil(leftMs / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
};
