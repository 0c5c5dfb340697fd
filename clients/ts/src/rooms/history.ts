import type { ChatEntry, Edited, RoomEntry } from "./messages.js";

/** The chat messages of a room as far as they are known here, in their order. Never changed in place. */
export interface Messages {
  readonly items: readonly ChatEntry[];
  /** Whether there are older ones to be had, and from where. */
  readonly before: number | null;
}

export const noMessages: Messages = { items: [], before: null };

/** What an entry makes of the messages; the same object where it changes nothing. */
export const foldEntry = (messages: Messages, entry: RoomEntry): Messages => {
  if (entry.type === "chat") return { ...messages, items: [...messages.items, entry] };
  if (entry.data.event === "message_edited") return withMessage(messages, entry.data.target_seq, edited(entry.data, entry.timestamp));
  if (entry.data.event === "message_deleted") return withMessage(messages, entry.data.target_seq, deleted(entry.timestamp, entry.user_id));
  return messages;
};

/** Puts an older page in front. */
export const withOlder = (messages: Messages, page: { readonly items: readonly ChatEntry[]; readonly has_more: boolean; readonly next: number | null }): Messages => {
  const first = messages.items[0]?.seq ?? Number.MAX_SAFE_INTEGER;
  return { items: [...page.items.filter((one) => one.seq < first), ...messages.items], before: page.has_more ? page.next : null };
};

const withMessage = (messages: Messages, seq: number, change: (entry: ChatEntry) => ChatEntry): Messages => {
  const place = messages.items.findLastIndex((one) => one.seq === seq);
  return place < 0 ? messages : { ...messages, items: messages.items.with(place, change(messages.items[place]!)) };
};

/** A replayed edit carries the message's present content, or says that it was deleted since. */
const edited =
  (what: Edited, at: string) =>
  (entry: ChatEntry): ChatEntry => {
    if (what.deleted) return deleted(at, entry.user_id)(entry);
    const { text: _, body: __, ...rest } = entry.data;
    const content = { ...(what.text === undefined ? {} : { text: what.text }), ...(what.body === undefined ? {} : { body: what.body }) };
    return { ...entry, data: { ...rest, ...content, subtype: what.subtype, revision: what.revision, edited_at: at } };
  };

const deleted =
  (at: string, by: number) =>
  (entry: ChatEntry): ChatEntry => ({ ...entry, data: { subtype: entry.data.subtype, user_handle: entry.data.user_handle, deleted: true, deleted_at: at, deleted_by: by } });
