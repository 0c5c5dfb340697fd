import { Watched, type Watchable } from "../line/watched.js";
import type { Devices } from "./devices.js";
import type { FromServer, PresentDevice } from "./messages.js";

/** Which of the user's devices are there. Asks anew on every connection, because a connection that did not ask hears nothing. */
export class DevicePresence implements Watchable<readonly PresentDevice[]> {
  private readonly watched = new Watched<readonly PresentDevice[]>(() => this.devices);
  private readonly stop: (() => void)[];
  private devices: readonly PresentDevice[] = [];

  constructor(devices: Devices) {
    this.stop = [
      whenConnected(devices, () => devices.send("presence.watch", null)),
      devices.register("presence", (type, payload) => {
        if (type !== "presence.devices") return;
        this.devices = (payload as Extract<FromServer, { type: "presence.devices" }>["payload"]).devices;
        this.watched.tell();
      }),
    ];
  }

  readonly subscribe = (changed: () => void): (() => void) => this.watched.subscribe(changed);

  readonly getSnapshot = (): readonly PresentDevice[] => this.watched.getSnapshot();

  dispose(): void {
    for (const stop of this.stop) stop();
  }
}

/** Calls back at the beginning of every connection, and now if there is one. The answer takes it back. */
export const whenConnected = (devices: Devices, call: () => void): (() => void) => {
  let last: string | undefined;
  const look = () => {
    const now = devices.connectionId;
    if (now !== undefined && now !== last) {
      last = now;
      call();
    }
  };
  const stop = devices.subscribe(look);
  look();
  return stop;
};
