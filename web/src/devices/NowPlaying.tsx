import type { ConnectedDevice, PlaybackState } from "@rollcall/client/devices";
import { useWatched } from "@rollcall/client/react";
import { devices } from "../app/person";
import { Panel } from "../ui";
import css from "./NowPlaying.module.css";
import { PlayerCard } from "./PlayerCard";
import type { Here } from "./usePlayer";
import { useHandOver } from "./useHandOver";

const silent: PlaybackState = { current_track: null, is_playing: false };

/** What plays where: this page first, then every other player that is there. */
export const NowPlaying = ({ here }: { readonly here: Here }) => {
  const players = useWatched(here.player);
  const own = useWatched(here.instrument);
  const { deviceId, session, status } = useWatched(devices);
  const { handing, handOver, dismiss } = useHandOver(here);
  const mine: ConnectedDevice = {
    id: deviceId ?? 0,
    name: players.devices.find((one) => one.id === deviceId)?.name ?? session?.device_name ?? "This page",
    device_type: "web",
    is_playing: own.is_playing,
    connected_at: 0,
    owner_user_id: session?.user_id ?? 0,
    owner_handle: session?.user_handle ?? "",
    is_shared: false,
  };
  const stateOf = (id: number): PlaybackState => (id === mine.id ? own : (players.active.get(id)?.state ?? silent));
  // What plays or is loaded first; among equals this page, then the others in the order in which they came.
  const all = [mine, ...players.devices.filter((one) => one.id !== deviceId)].sort((one, other) => Number(stateOf(other.id).current_track !== null) - Number(stateOf(one.id).current_track !== null));
  return (
    <Panel title="Now playing">
      <ul className={css.players}>
        {all.map((device) => (
          <PlayerCard
            key={device === mine ? "here" : device.id}
            device={device}
            state={stateOf(device.id)}
            others={all.filter((one) => one.id !== device.id)}
            isHere={device === mine}
            isConnected={status.state === "connected"}
            here={here}
            handing={handing?.from === device.id ? handing : null}
            handOver={(to) => handOver(device, to)}
            dismiss={dismiss}
          />
        ))}
      </ul>
      {all.length === 1 && <p className={css.alone}>Open this page on another device, logged in as {session?.user_handle}: it appears here, and you control it from this one.</p>}
    </Panel>
  );
};
