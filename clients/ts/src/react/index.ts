export { DevicesProvider, useDeviceHandler, useDevices, useDocuments } from "./devices.js";
export { useEntry, useEntryIds, useObject } from "./useObject.js";
export { useWatched } from "./useWatched.js";
