import { Refusal } from "@rollcall/client";
import { useEffect, useState } from "react";
import { devices } from "../app/person";
import { read, sum, type Figures } from "./figures";

const everyMs = 2_000;
const kept = 150;

export interface Warning {
  readonly at: string;
  readonly level: string;
  readonly event: string | null;
  readonly message: string;
}

export interface Check {
  readonly status: string;
  readonly latency_ms?: number;
  readonly [fact: string]: unknown;
}

interface Told {
  readonly version: string;
  readonly uptime_s: number;
  readonly connections: { readonly [application: string]: number };
  readonly channels: { readonly [kind: string]: number };
  readonly recent_warnings: readonly Warning[];
}

/** The server at one moment; rates are those since the moment before. */
export interface Moment {
  readonly at: number;
  readonly connections: number;
  readonly messages: number;
  readonly traffic: number;
  readonly flushes: number;
  readonly refusals: number;
  readonly processor: number;
  readonly memory: number;
}

interface Totals {
  readonly at: number;
  readonly messages: number;
  readonly traffic: number;
  readonly flushes: number;
  readonly refusals: number;
  readonly processor: number;
}

export interface Seen {
  readonly told: Told;
  readonly figures: Figures;
  readonly checks: { readonly [name: string]: Check };
  readonly totals: Totals;
  /** The newest last. */
  readonly history: readonly Moment[];
}

interface StatusView {
  readonly seen: Seen | null;
  /** Why the newest question was not answered. */
  readonly failed: { readonly title: string; readonly text: string } | null;
}

/** What counts as a refusal, and by which label it is told apart. */
export const refusals = [
  { name: "ws_rejected_total", what: "Connection" },
  { name: "room_refused_total", what: "Room" },
  { name: "update_rejected_total", what: "Update of a meet" },
  { name: "auth_attempt_total", what: "Log-in" },
  { name: "auth_throttled_total", what: "Log-in, throttled" },
  { name: "ws_slow_total", what: "Too slow a reader" },
] as const;

/** Log-ins are counted with their outcome; only those that did not succeed are refusals. */
export const isRefusal = ({ labels }: { readonly labels: { readonly [name: string]: string } }): boolean => labels["outcome"] !== "ok";

const ask = async (before: Seen | null): Promise<Seen> => {
  const http = devices.account.http;
  const [told, health, metrics] = await Promise.all([
    http.ask<Told>("GET", "/admin/status"),
    // Unwell is 503, and just as much an answer.
    fetch("/health").then((answer) => answer.json() as Promise<{ checks: Seen["checks"] }>),
    fetch("/metrics").then((answer) => (answer.ok ? answer.text() : Promise.reject(new Refusal(answer.status, "unknown", `The server answered ${answer.status} for its figures.`)))),
  ]);
  const figures = read(metrics);
  const totals: Totals = {
    at: Date.now(),
    messages: sum(figures, "delivery_total"),
    traffic: sum(figures, "ws_bytes_in_total") + sum(figures, "ws_bytes_out_total"),
    flushes: sum(figures, "store_flush_seconds_count"),
    refusals: refusals.reduce((total, { name }) => total + sum(figures, name, isRefusal), 0),
    processor: sum(figures, "process_cpu_seconds_total"),
  };
  // A server that was started again counts from nothing; its rates begin with the next moment.
  const last = before !== null && told.uptime_s >= before.told.uptime_s ? before.totals : totals;
  const seconds = Math.max(0.001, (totals.at - last.at) / 1_000);
  const rate = (what: keyof Totals) => Math.max(0, totals[what] - last[what]) / seconds;
  const moment: Moment = {
    at: totals.at,
    connections: Object.values(told.connections).reduce((all, one) => all + one, 0),
    messages: rate("messages"),
    traffic: rate("traffic"),
    flushes: rate("flushes"),
    refusals: Math.max(0, totals.refusals - last.refusals),
    processor: rate("processor") * 100,
    memory: sum(figures, "process_resident_memory_bytes"),
  };
  return { told, figures, checks: health.checks, totals, history: [...(before?.history ?? []), moment].slice(-kept) };
};

const troubleOf = (no: unknown): NonNullable<StatusView["failed"]> =>
  no instanceof Refusal && (no.status === 401 || no.status === 403)
    ? { title: "You are no longer signed in as an operator", text: "Load the page again to log in." }
    : no instanceof Refusal
      ? { title: "The server would not say", text: no.message }
      : { title: "The server cannot be reached", text: "What you see is how things stood last. This page goes on by itself." };

/** How the server is, asked every two seconds while the page is looked at. What was is kept in the page: the last five minutes. */
export const useStatus = (): StatusView => {
  const [view, setView] = useState<StatusView>({ seen: null, failed: null });
  useEffect(() => {
    let gone = false;
    let seen: Seen | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      clearTimeout(timer);
      if (document.hidden) return;
      try {
        seen = await ask(seen);
        if (!gone) setView({ seen, failed: null });
      } catch (no) {
        const failed = troubleOf(no);
        if (!gone) setView({ seen, failed });
      }
      if (!gone) timer = setTimeout(() => void look(), everyMs);
    };
    const seenAgain = () => void (document.hidden || look());
    document.addEventListener("visibilitychange", seenAgain);
    void look();
    return () => {
      gone = true;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", seenAgain);
    };
  }, []);
  return view;
};
