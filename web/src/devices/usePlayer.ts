import { Player, type PlaybackState } from "@rollcall/client/devices";
import { useEffect, useState } from "react";
import { deviceName } from "../app/deviceName";
import { devices } from "../app/person";
import { Instrument } from "./instrument";

export interface Here {
  readonly player: Player;
  readonly instrument: Instrument;
}

/** This page as one of the person's players, for as long as it is shown; null before it is one. */
export const usePlayer = (): Here | null => {
  const [here, setHere] = useState<Here | null>(null);
  useEffect(() => {
    const instrument = new Instrument();
    const player = new Player(devices, {
      name: devices.getSnapshot().session?.device_name ?? deviceName(),
      type: "web",
      state: () => instrument.state(),
      queue: () => instrument.queue(),
      command: (command, payload) => instrument.command(command, payload),
      release: () => instrument.release(),
      take: (what) => instrument.take(what),
      // After it went well a source has nothing any more; after it was given up the same holds for a target, and a source goes on.
      handedOver: ({ part, stage }) => {
        if ((part === "source") === (stage === "done")) instrument.stop();
        else if (part === "source") instrument.play().catch(() => undefined);
      },
    });
    const quiet = instrument.subscribe(() => {
      player.stateChanged();
      player.queueChanged();
    });
    setHere({ player, instrument });
    return () => {
      // The others are told that nothing plays here any more.
      instrument.stop();
      quiet();
      player.dispose();
      instrument.close();
      setHere(null);
    };
  }, []);
  return here;
};

const heard = new WeakMap<PlaybackState, number>();

/** Where a track is just now: what was said, and the time since it was heard. Clocks of other devices are not to be trusted. */
export const positionOf = (state: PlaybackState, now: number): number => {
  const since = heard.get(state) ?? now;
  if (!heard.has(state)) heard.set(state, now);
  const run = state.is_playing ? Math.max(0, now - since) / 1_000 : 0;
  const length = state.current_track?.duration;
  return Math.min((state.position ?? 0) + run, length === undefined ? Number.MAX_SAFE_INTEGER : length / 1_000);
};
