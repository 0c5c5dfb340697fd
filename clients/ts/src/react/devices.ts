import { createContext, createElement, useCallback, useContext, useEffect, useRef, type ReactElement, type ReactNode } from "react";
import type { Devices, DevicesView, Handler, Json } from "../devices/index.js";
import { useWatched } from "./useWatched.js";

const DevicesContext = createContext<Devices | null>(null);

/** Gives the components below it the page's one device. It does not connect: who signs in, or starts the page, does. */
export const DevicesProvider = ({ devices, children }: { readonly devices: Devices; readonly children?: ReactNode }): ReactElement => createElement(DevicesContext.Provider, { value: devices }, children);

/** The page's one device, and how it stands. */
export const useDevices = (): DevicesView & { readonly devices: Devices } => {
  const devices = useContext(DevicesContext);
  if (devices === null) throw new Error("useDevices needs a DevicesProvider above it");
  return { ...useWatched(devices), devices };
};

/** Hears messages by prefix for as long as the component is there; always the latest function given. */
export const useDeviceHandler = (prefix: string, handler: Handler): void => {
  const { devices } = useDevices();
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  useEffect(() => devices.register(prefix, (type, payload) => latest.current(type, payload)), [devices, prefix]);
};

const none: ReadonlyMap<string, Json> = new Map();

/** The documents of a collection, by id; drawn again only when that collection has changed. */
export const useDocuments = (collection: string): ReadonlyMap<string, Json> => {
  const { devices } = useDevices();
  const part = useCallback((view: { readonly documents: ReadonlyMap<string, ReadonlyMap<string, Json>> }) => view.documents.get(collection) ?? none, [collection]);
  return useWatched(devices.sync, part);
};
