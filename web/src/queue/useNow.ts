import { useEffect, useState } from "react";

/** The time in milliseconds, drawn anew every second. */
export const useNow = (): number => {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return now;
};

/** Seconds since a time of the server's. Two clocks differ a little; nobody has waited less than nothing. */
export const secondsSince = (now: number, time: string): number => Math.max(0, (now - Date.parse(time)) / 1_000);
