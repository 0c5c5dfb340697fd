import type { Item, Joined, Json } from "../../src/meets/messages.js";
import { Memory } from "../../src/meets/memory.js";

export const joined: Joined = {
  meetId: "482-913-057", sessionToken: "s1.x", viewToken: "v1.x", locationName: "Desk 2", priority: 5, role: "writer", authorId: "me", epoch: "e1", headServerSeq: 0,
  entryIds: { from: 10_000, to: 19_999 }, finished: false, heartbeatSeconds: 30, serverTime: "2026-03-14T10:00:00.000Z",
};

/** A memory of a desk that has just joined. */
export const freshMemory = (): Memory => {
  const memory = new Memory();
  memory.joined(joined);
  memory.takeChange();
  return memory;
};

const by = { priority: 10, locationName: "Head table", authorId: "other" };

export const set = (serverSeqNum: number, updateKey: string, updateValue: Json): Item => ({ ...by, updateKey, updateValue, serverSeqNum });

export const gone = (serverSeqNum: number, updateKey: string): Item => ({ ...by, updateKey, delete: true, serverSeqNum });

/** The keys and values that a memory holds as numbered, the oldest first. */
export const canonical = (memory: Memory): unknown[] =>
  [...memory.canonical.items()].sort((a, b) => a.serverSeqNum - b.serverSeqNum).map((item) => [item.serverSeqNum, item.updateKey, "delete" in item ? "deleted" : item.updateValue]);
