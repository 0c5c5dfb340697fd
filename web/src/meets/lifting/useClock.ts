import { useEffect, useState } from "react";
import type { Desk, Json, PlatformClock } from "@rollcall/client/meets";
import { useObject } from "@rollcall/client/react";

const lengths = { usual: 60_000 };

const clockOf = (live: Json | undefined): PlatformClock | null => {
  const clock = typeof live === "object" && live !== null && !Array.isArray(live) ? live["clock"] : undefined;
  if (typeof clock !== "object" || clock === null || Array.isArray(clock)) return null;
  const { running, startedAt, remainingMs, lengthMs } = clock;
  return { running: running === true, startedAt: typeof startedAt === "string" ? startedAt : null, remainingMs: Number(remainingMs ?? 0), lengthMs: Number(lengthMs ?? 0) };
};

/** A platform's clock. It counts in the server's time, for all who see it; without a line it still runs, on this desk only. */
export const useClock = (desk: Desk, platform: number) => {
  const shared = clockOf(useObject(desk, `live.platforms[${platform}]`));
  const [own, setOwn] = useState<PlatformClock | null>(null);
  const clock = own ?? shared ?? { running: false, startedAt: null, remainingMs: lengths.usual, lengthMs: lengths.usual };
  const left = (): number => Math.max(0, clock.remainingMs - (clock.running && clock.startedAt !== null ? desk.serverNow - Date.parse(clock.startedAt) : 0));
  const [, tick] = useState(0);
  const { running } = clock;
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => tick((before) => before + 1), 100);
    return () => clearInterval(timer);
  }, [running]);

  const put = (now: PlatformClock): void => setOwn(desk.set(`live.platforms[${platform}].clock`, { ...now }) ? null : now);
  const leftMs = left();
  return {
    leftMs,
    running: running && leftMs > 0,
    lengthMs: clock.lengthMs || lengths.usual,
    isOwn: own !== null,
    start: () => put({ running: true, startedAt: new Date(desk.serverNow).toISOString(), remainingMs: leftMs === 0 ? clock.lengthMs : leftMs, lengthMs: clock.lengthMs || lengths.usual }),
    stop: () => put({ running: false, startedAt: null, remainingMs: Math.round(leftMs), lengthMs: clock.lengthMs }),
    reset: (lengthMs = clock.lengthMs || lengths.usual) => put({ running: false, startedAt: null, remainingMs: lengthMs, lengthMs }),
  };
};

export type Clock = ReturnType<typeof useClock>;
