import type { ChatRequest } from "./messages.js";

/** A message on its way. */
export interface Sending {
  readonly clientMsgId: string;
  readonly data: ChatRequest;
}

/** A message that the server would not have; it stays until it is tried again or discarded. */
export interface Unsent extends Sending {
  readonly code: string;
  readonly sentence: string;
}
