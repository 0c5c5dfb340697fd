import { hourAndMinute } from "../words/time";

const thisYear = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long" });
const otherYear = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric" });

/** The day, as one would say it. */
export const day = (at: string, now = new Date()): string => {
  const date = new Date(at);
  if (date.toDateString() === now.toDateString()) return "Today";
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  if (date.toDateString() === yesterday.toDateString()) return "Yesterday";
  const tomorrow = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1);
  if (date.toDateString() === tomorrow.toDateString()) return "Tomorrow";
  return (date.getFullYear() === now.getFullYear() ? thisYear : otherYear).format(date);
};

/** Day and time, for what is pointed at. */
export const whole = (at: string): string => `${day(at)}, ${hourAndMinute(at)}`;
