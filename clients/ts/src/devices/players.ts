import type { ActiveDevice, ConnectedDevice, PlaybackFromServer } from "./messages.js";

/** What the user's devices play. */
export interface Players {
  /** All players that are there, this one too. */
  readonly devices: readonly ConnectedDevice[];
  /** What the others play, by device. */
  readonly active: ReadonlyMap<number, ActiveDevice>;
}

export const noPlayers: Players = { devices: [], active: new Map() };

/** What a message makes of it; the same object where it changes nothing. */
export const foldPlayers = (players: Players, message: PlaybackFromServer): Players => {
  switch (message.type) {
    case "playback.welcome":
      return { devices: message.payload.devices, active: new Map(message.payload.session.active_devices.map((one) => [one.device_id, one])) };
    case "playback.device_list_changed": {
      const { devices, change } = message.payload;
      return { devices, active: change.type === "disconnected" ? without(players.active, change.device_id) : players.active };
    }
    case "playback.device_state": {
      const { device_id, device_name, state } = message.payload;
      const before = players.active.get(device_id) ?? { queue: [], queue_version: 0 };
      return { ...players, active: new Map([...players.active, [device_id, { ...before, device_id, device_name, state }]]) };
    }
    case "playback.device_queue":
    case "playback.queue_sync": {
      const before = players.active.get(message.payload.device_id);
      return before === undefined ? players : { ...players, active: new Map([...players.active, [before.device_id, { ...before, ...message.payload }]]) };
    }
    case "playback.device_stopped":
      return { ...players, active: without(players.active, message.payload.device_id) };
    default:
      return players;
  }
};

const without = (active: Players["active"], deviceId: number): Players["active"] => new Map([...active].filter(([id]) => id !== deviceId));
