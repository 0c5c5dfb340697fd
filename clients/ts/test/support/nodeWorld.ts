import { WebSocket } from "ws";
import { browser, type Socket, type Surroundings } from "../../src/line/surroundings.js";

/** The real world of a Node that has no sockets of its own yet. */
export const nodeWorld: Surroundings = { ...browser, open: (url, protocols) => new WebSocket(url, [...protocols]) as unknown as Socket };
