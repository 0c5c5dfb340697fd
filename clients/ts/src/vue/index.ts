export { useDevices, type DeviceRefs } from "./useDevices.js";
export { useEntries } from "./useEntries.js";
export { useWatched } from "./useWatched.js";
