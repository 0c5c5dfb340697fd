import { computed, onScopeDispose, type ComputedRef } from "vue";
import type { Devices, DeviceStatus, Documents, Handler } from "../devices/index.js";
import { useWatched } from "./useWatched.js";

/** The page's one device as refs. */
export interface DeviceRefs {
  readonly status: ComputedRef<DeviceStatus>;
  readonly deviceId: ComputedRef<number | null>;
  readonly serverVersion: ComputedRef<string | null>;
  readonly documents: ComputedRef<Documents>;
  /** Hears messages by prefix for as long as the component is there. */
  readonly register: (prefix: string, handler: Handler) => void;
  readonly send: Devices["send"];
  readonly append: Devices["append"];
}

/** The page's one device. Components share its one socket; what one of them registers goes with it. */
export const useDevices = (devices: Devices): DeviceRefs => {
  const view = useWatched(devices);
  const sync = useWatched(devices.sync);
  return {
    status: computed(() => view.value.status),
    deviceId: computed(() => view.value.deviceId),
    serverVersion: computed(() => view.value.serverVersion),
    documents: computed(() => sync.value.documents),
    register: (prefix, handler) => onScopeDispose(devices.register(prefix, handler)),
    send: (type, payload) => devices.send(type, payload),
    append: (type, payload) => devices.append(type, payload),
  };
};
