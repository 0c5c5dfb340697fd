export { Refusal } from "../line/http.js";
export type { Messages } from "./history.js";
export type * from "./messages.js";
export type { Acknowledged } from "./outgoing.js";
export type { Presence } from "./presence.js";
export { Room } from "./room.js";
export { Rooms, type CountedRoom, type Invite, type Member, type NewRoom, type Sanction, type SanctionRequest } from "./rooms.js";
export type { RoomOptions, RoomView } from "./roomView.js";
export type { Sending, Unsent } from "./unconfirmed.js";
