import { onScopeDispose, shallowRef, type ShallowRef } from "vue";
import type { Watchable } from "../line/watched.js";

/** What a door shows just now, as a ref that follows it for as long as the component is there. */
export const useWatched = <Snapshot>(door: Watchable<Snapshot>): Readonly<ShallowRef<Snapshot>> => {
  const now = shallowRef(door.getSnapshot());
  const follow = () => {
    now.value = door.getSnapshot();
  };
  onScopeDispose(door.subscribe(follow));
  return now;
};
