export { Content, type Entry } from "./content.js";
export { Desk } from "./desk.js";
export { MeetRefusal, type DeskOptions, type DeskStatus } from "./deskOptions.js";
export { Display, type DisplayOptions, type DisplayView } from "./display.js";
export { InIndexedDb } from "./indexedDb.js";
export { InMemory, type Keeping, type Pending, type Seat } from "./keeping.js";
export type { Refused } from "./memory.js";
export type * from "./messages.js";
export type { AttemptView, LifterView, Lift, Light, LoadedBar, PlatformClock, PlatformView, Standings } from "./views.js";
