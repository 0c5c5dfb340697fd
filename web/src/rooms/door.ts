import { inIndexedDb } from "@rollcall/client";
import { Rooms } from "@rollcall/client/rooms";
import { devices } from "../app/person";

/** Everything about rooms that is asked by HTTP, as whoever is signed in. */
export const rooms = new Rooms(devices.account.http);

/** Where messages are kept until the server has them. */
export const kept = inIndexedDb();
