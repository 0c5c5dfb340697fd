import { useMemo, useSyncExternalStore } from "react";
import type { Desk, Json, LoadedBar, PlatformView } from "@rollcall/client/meets";
import { useObject, useWatched } from "@rollcall/client/react";
import { lifterOf, lists, type Lifter, type LiftName } from "../lifters/lifter";
import { useInKg, useNumber, usePlates } from "../meetFields";
import { loadingOf } from "./loading";
import { orderOf, type Order } from "./order";

/** What a platform is at, who lifts, and what goes on the bar. */
export interface Platform extends Order {
  readonly number: number;
  readonly day: number;
  readonly flight: string;
  readonly lift: LiftName;
  readonly overrideAttempt: number | null;
  readonly overrideEntryId: number | null;
  /** Whether the server computed it; else this desk did, because there is no line. */
  readonly isServers: boolean;
  readonly loading: { readonly current: LoadedBar | null; readonly next: LoadedBar | null };
  readonly view: PlatformView["view"] | undefined;
}

const whole = (value: Json | undefined): number | null => (typeof value === "number" ? value : null);

/** All lifters, drawn again when one of them changes. */
const useLifters = (desk: Desk): readonly Lifter[] => {
  const store = useMemo(() => {
    let lifters: readonly Lifter[] | undefined;
    const look = (): readonly Lifter[] => (lifters ??= desk.content.entryIds.map((id) => lifterOf(desk.entry(id)!)));
    const subscribe = (changed: () => void) =>
      desk.onObjects((names) => {
        if (![...names].some((name) => name.startsWith("registration."))) return;
        lifters = undefined;
        changed();
      });
    return { look, subscribe };
  }, [desk]);
  return useSyncExternalStore(store.subscribe, store.look);
};

/** A platform as the server computes it, or as this desk does while there is no line: lifting goes on either way. */
export const usePlatform = (desk: Desk, number: number): Platform => {
  const said = useObject(desk, `lifting.platforms[${number}]`) as { readonly [name: string]: Json } | undefined;
  const view = useWatched(desk, () => desk.platforms.get(number)?.view);
  const isLive = useWatched(desk, (status) => status.line.state === "connected");
  const lifters = useLifters(desk);
  const inKg = useInKg(desk);
  const plates = usePlates(desk);
  const bars = { S: useNumber(desk, "squatBarAndCollarsWeightKg", 25), B: useNumber(desk, "benchBarAndCollarsWeightKg", 25), D: useNumber(desk, "deadliftBarAndCollarsWeightKg", 25) };
  const lift = said?.["lift"];
  const at = {
    number,
    platform: number,
    day: whole(said?.["day"]) ?? 1,
    flight: typeof said?.["flight"] === "string" ? said["flight"] : "A",
    lift: (lift === "B" || lift === "D" ? lift : "S") as LiftName,
    overrideAttempt: whole(said?.["overrideAttempt"]),
    overrideEntryId: whole(said?.["overrideEntryId"]),
  };
  if (isLive && view !== undefined)
    return { ...at, day: view.day, flight: view.flight, lift: view.lift, isServers: true, view, attempt: view.attempt, rows: view.lifters.map(({ entryId }) => entryId), currentId: view.currentEntryId, nextId: view.nextEntryId, loading: view.loading };
  const order = orderOf(lifters, at);
  const weightOf = (id: number | null): number => {
    const entry = id === null ? undefined : desk.entry(id);
    const list = entry?.[lists[at.lift].kg];
    if (!Array.isArray(list)) return 0;
    return Number(list[order.attempt - 1] || list[order.attempt] || 0);
  };
  const loaded = (id: number | null) => (weightOf(id) === 0 ? null : loadingOf(weightOf(id), bars[at.lift], plates, inKg));
  return { ...at, ...order, isServers: false, view, loading: { current: loaded(order.currentId), next: loaded(order.nextId) } };
};
