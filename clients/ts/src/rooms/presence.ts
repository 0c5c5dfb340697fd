import type { Present, PresenceData } from "./messages.js";

/** Who is in the room. In mode `count` there are too many to be listed. */
export interface Presence {
  readonly mode: "list" | "count";
  readonly users: ReadonlyMap<number, Present>;
  readonly userCount: number;
  readonly connectionCount: number;
  /** Who is typing, the longest first, and how many more there are. */
  readonly typing: readonly number[];
  readonly typingMore: number;
}

export const nobody: Presence = { mode: "list", users: new Map(), userCount: 0, connectionCount: 0, typing: [], typingMore: 0 };

/** What a presence message makes of it: the snapshot is the truth, diffs keep it fresh. */
export const foldPresence = (presence: Presence, data: PresenceData): Presence => {
  if (data.event === "typing") return { ...presence, typing: data.user_ids, typingMore: data.more };
  const counts = { userCount: data.user_count, connectionCount: data.connection_count };
  switch (data.event) {
    case "snapshot":
      return { ...nobody, ...counts, mode: data.mode, users: new Map((data.users ?? []).map((one) => [one.user_id, one])) };
    case "count":
      return { ...nobody, ...counts, mode: "count" };
    case "diff": {
      const users = new Map(presence.users);
      for (const one of data.joins) users.set(one.user_id, one);
      for (const id of data.leaves) users.delete(id);
      for (const { user_id, state } of data.updates) {
        const before = users.get(user_id);
        if (before !== undefined) users.set(user_id, { ...before, state });
      }

      return { ...presence, ...counts, users };
    }
  }
};
