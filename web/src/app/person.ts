import { inIndexedDb } from "@rollcall/client";
import { Devices } from "@rollcall/client/devices";
import { useWatched } from "@rollcall/client/react";

/** The page's one device: who is signed in, and the one socket to this person's other devices. */
export const devices = new Devices({ storage: inIndexedDb() });

let started: Promise<boolean> | undefined;

/** Looks, once for the whole page, whether somebody is signed in. */
export const begin = (): Promise<boolean> => (started ??= devices.start().catch(() => false));

/** Who is signed in; null if nobody is, undefined while it is not known yet. */
export const useSession = () =>
  useWatched(devices, ({ session, status }) => (session !== null ? session : status.state === "signed_out" ? null : undefined));
