import type { ChatEntry, Sending, Unsent } from "@rollcall/client/rooms";
import { day } from "./times";

/** What stands in the list of messages, one below the other. */
export type Row =
  | { readonly kind: "top"; readonly key: "top" }
  | { readonly kind: "day"; readonly key: string; readonly label: string }
  | { readonly kind: "new"; readonly key: "new" }
  | { readonly kind: "message"; readonly key: string; readonly entry: ChatEntry; /** Whether its author is named; not again for each of a series. */ readonly isFirst: boolean }
  | { readonly kind: "sending"; readonly key: string; readonly sending: Sending; readonly isFirst: boolean }
  | { readonly kind: "unsent"; readonly key: string; readonly unsent: Unsent };

const seriesMs = 5 * 60_000;

/** Messages as rows: parted by days, in series by author, the line "new" above what was said since `lineAt`, one's own unconfirmed ones at the end.
 * The key of one's own message stays when it is confirmed, so that it does not flicker. While older ones are to be had (`hasOlder`) nothing stands
 * above the first message: whatever did would move up when they come, and the list, which keeps its first row in place, with it. */
export const rowsOf = (messages: readonly ChatEntry[], hasOlder: boolean, sending: readonly Sending[], unsent: readonly Unsent[], me: number | undefined, lineAt: number): readonly Row[] => {
  const rows: Row[] = hasOlder ? [] : [{ kind: "top", key: "top" }];
  let before: ChatEntry | undefined;
  // Where everything that is here is new, the line stands somewhere above.
  let isLined = hasOlder && (messages[0]?.seq ?? 0) > lineAt;
  for (const entry of messages) {
    const label = day(entry.timestamp);
    const isOpen = before === undefined && hasOlder;
    const isNewDay = before === undefined || day(before.timestamp) !== label;
    if (isNewDay && !isOpen) rows.push({ kind: "day", key: `day-${entry.timestamp.slice(0, 10)}-${label}`, label });
    const isNew = !isLined && !isOpen && entry.seq > lineAt && entry.user_id !== me && entry.data.deleted === undefined;
    if (isNew) {
      rows.push({ kind: "new", key: "new" });
      isLined = true;
    }

    const isSeries = before?.user_id === entry.user_id && Date.parse(entry.timestamp) - Date.parse(before.timestamp) < seriesMs;
    rows.push({ kind: "message", key: entry.user_id === me && entry.client_msg_id !== undefined ? `own-${entry.client_msg_id}` : entry.id, entry, isFirst: isNewDay || isNew || !isSeries });
    before = entry;
  }

  const own = sending.filter((one) => !("action" in one.data));
  own.forEach((one, place) => rows.push({ kind: "sending", key: `own-${one.clientMsgId}`, sending: one, isFirst: place === 0 && (before?.user_id !== me || Date.now() - Date.parse(before?.timestamp ?? "") >= seriesMs) }));
  for (const one of unsent) rows.push({ kind: "unsent", key: `unsent-${one.clientMsgId}`, unsent: one });
  return rows;
};

/** The edits and deletions that are under way, by message. */
export const underWay = (sending: readonly Sending[]): ReadonlyMap<string, { readonly action: "edit" | "delete"; readonly text?: string }> =>
  new Map(
    sending.flatMap(({ data }) => ("action" in data ? [[data.id, { action: data.action, ...("text" in data && data.text !== undefined ? { text: data.text } : {}) }] as const] : [])),
  );
