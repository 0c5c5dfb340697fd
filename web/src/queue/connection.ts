import { inLocalStorage } from "@rollcall/client";
import { Caller, Operator, Queue } from "@rollcall/client/queue";
import { useEffect } from "react";

/** What this page has of one queue: the socket, and what is done through it. */
export interface Station {
  /** The queue's name, as it stands in addresses. */
  readonly name: string;
  readonly queue: Queue;
  readonly caller: Caller;
  readonly operator: Operator;
}

const stations = new Map<string, Station>();

/** The queue this page is about: `main`, or the one that `?q=` names. */
export const queueName = (): string => new URLSearchParams(location.search).get("q") ?? "main";

/** A queue's station: one for the whole page, so that going to and fro between its views keeps what was heard. */
const stationOf = (name: string): Station => {
  const known = stations.get(name);
  if (known !== undefined) return known;
  const queue = new Queue({ queue: name });
  const made = { name, queue, caller: new Caller(queue, { storage: inLocalStorage(), name }), operator: new Operator(queue) };
  stations.set(name, made);
  return made;
};

/** The station of the queue in the address, connected for as long as a view of it is there. */
export const useStation = (): Station => {
  const station = stationOf(queueName());
  useEffect(() => {
    station.queue.connect();
    return () => station.queue.disconnect();
  }, [station]);
  return station;
};

/** Takes anew, now and then, what comes with no event: estimates, and what can be undone. `soon` is how long after an event. */
export const useFresh = ({ queue }: Station, soon: number): void => {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const later = (ms: number) => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        // Without a connection there is nothing to ask; the snapshot or the events of the next one say all of it.
        if (queue.getSnapshot().inStep) queue.refresh().catch(() => undefined);
        later(20_000);
      }, ms);
    };
    later(20_000);
    const stops = [queue.onEvent(() => later(soon)), queue.onReady(() => later(soon))];
    return () => {
      clearTimeout(timer);
      for (const stop of stops) stop();
    };
  }, [queue, soon]);
};
