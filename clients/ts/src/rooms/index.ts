export { Refusal } from "../line/http.js";
export type { Messages } from "./history.js";
export type * from "./messages.js";
export type { Acknowledged, Sending, Unsent } from "./outgoing.js";
export type { Presence } from "./presence.js";
export { Room, type RoomOptions, type RoomView } from "./room.js";
export { Rooms, type CountedRoom, type Invite, type Member, type NewRoom, type Sanction, type SanctionRequest } from "./rooms.js";
