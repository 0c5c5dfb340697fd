import { useWatched } from "@rollcall/client/react";
import { Room, type RoomView } from "@rollcall/client/rooms";
import { useEffect, useState, useSyncExternalStore } from "react";
import { begin, devices } from "../app/person";
import { kept } from "./door";

/** One's place in a room, for as long as the component is there. */
export const useRoom = (id: string): { readonly room: Room; readonly view: RoomView } => {
  const [room] = useState(() => new Room({ room: id, http: devices.account.http, storage: kept }));
  const view = useWatched(room);
  useEffect(() => {
    room.connect();
    return () => room.disconnect();
  }, [room]);
  const { line } = view;
  const isSignedOut = line.state === "ended" && (line.code === 4500 || line.code === 4506);
  useEffect(() => {
    // The session has ended: the page's device finds out too, and then the log-in shows.
    if (isSignedOut) void begin().then(() => devices.start());
  }, [isSignedOut]);
  return { room, view };
};

const watchLooking = (changed: () => void) => {
  document.addEventListener("visibilitychange", changed);
  window.addEventListener("focus", changed);
  window.addEventListener("blur", changed);
  return () => {
    document.removeEventListener("visibilitychange", changed);
    window.removeEventListener("focus", changed);
    window.removeEventListener("blur", changed);
  };
};

/** Whether somebody looks at this page. */
export const useLooking = (): boolean => useSyncExternalStore(watchLooking, () => document.visibilityState === "visible" && document.hasFocus());

/** The time, to the second, for as long as something runs out; it stands still otherwise. */
export const useNow = (isRunning: boolean): number => {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!isRunning) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [isRunning]);
  return now;
};
