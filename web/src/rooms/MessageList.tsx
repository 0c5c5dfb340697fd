import type { ChatEntry, Room, RoomView } from "@rollcall/client/rooms";
import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowDown } from "lucide-react";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { Button } from "../ui";
import { Message } from "./Message";
import css from "./Messages.module.css";
import { isAtLeast } from "./roles";
import { Failed, OnItsWay } from "./Own";
import { rowsOf, underWay, type Row } from "./rows";
import { Earlier, Top } from "./Top";
import { useOlder } from "./useOlder";

const estimates: { readonly [Kind in Row["kind"]]: number } = { top: 64, day: 44, new: 28, message: 44, sending: 44, unsent: 92 };
/** So near to the end counts as being there. */
const nearPx = 60;
/** So near to the beginning, older ones are fetched. */
const earlyRows = 12;
/** So long the first scrolling takes at most. */
const settleMs = 250;

/** What was said, only as much of it in the page as is seen. It stays where one reads when older ones come above, and at the end when one is there. */
export const MessageList = ({
  room,
  view,
  lineAt,
  isLooking,
  editing,
  edit,
  remove,
}: {
  readonly room: Room;
  readonly view: RoomView;
  readonly lineAt: number;
  readonly isLooking: boolean;
  readonly editing: string | null;
  readonly edit: (id: string | null) => void;
  readonly remove: (entry: ChatEntry) => void;
}) => {
  const { messages, hasOlder, sending, unsent, me, line } = view;
  const frame = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => rowsOf(messages, hasOlder, sending, unsent, me?.userId, lineAt), [messages, hasOlder, sending, unsent, me?.userId, lineAt]);
  const changes = useMemo(() => underWay(sending), [sending]);
  const older = useOlder(room);
  /** The last message that was there when one scrolled away from the end; null at the end. */
  const [leftAt, setLeftAt] = useState<number | null>(null);
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: (place) => estimates[rows[place]!.kind],
    getItemKey: (place) => rows[place]!.key,
    anchorTo: "end",
    followOnAppend: true,
    scrollEndThreshold: nearPx,
    overscan: 10,
    paddingEnd: 8,
  });
  const shown = list.getVirtualItems();
  const last = messages.at(-1)?.seq ?? 0;
  const isAtEnd = leftAt === null;

  // Once, when the first messages are there: to where one left off, or to the end.
  const isOpened = useRef(false);
  useLayoutEffect(() => {
    if (isOpened.current || messages.length === 0) return;
    isOpened.current = true;
    const place = rows.findIndex((row) => row.kind === "new");
    if (place > 0) list.scrollToIndex(place, { align: "start" });
    else list.scrollToEnd();
  }, [messages.length, rows, list]);

  // What one says oneself is seen, wherever one was.
  const ownCount = sending.length;
  const before = useRef(0);
  useEffect(() => {
    if (ownCount > before.current) list.scrollToEnd();
    before.current = ownCount;
  }, [ownCount, list]);

  // Older ones would shift the row that is being scrolled to; so first there, then further back.
  const [isSettled, setSettled] = useState(false);
  const isFilled = messages.length > 0;
  useEffect(() => {
    if (!isFilled) return;
    const timer = setTimeout(() => setSettled(true), settleMs);
    return () => clearTimeout(timer);
  }, [isFilled]);
  const first = shown[0]?.index ?? 0;
  const { fetch, isFetching } = older;
  useEffect(() => {
    if (isSettled && first < earlyRows && hasOlder && !isFetching && line.state === "connected") fetch();
  }, [isSettled, first, hasOlder, line.state, fetch, isFetching]);

  // Read is what was seen by somebody who looks.
  const seen = seqBefore(rows, list.range?.endIndex ?? -1);
  useEffect(() => {
    if (isLooking && seen > 0) room.read(seen);
  }, [room, isLooking, seen]);

  /** What was seen of the list when it was last looked at, and whether that was its end. */
  const looked = useRef({ height: 0, isEnd: true });
  const look = useCallback(() => {
    const at = frame.current;
    if (at === null) return;
    const isNear = at.scrollHeight - at.scrollTop - at.clientHeight <= nearPx;
    const { height, isEnd } = looked.current;
    // The window or a notice took some of the room, and nobody scrolled: the end stays in sight.
    if (isEnd && !isNear && height !== 0 && height !== at.clientHeight) {
      looked.current.height = at.clientHeight;
      list.scrollToEnd();
      return;
    }

    looked.current = { height: at.clientHeight, isEnd: isNear };
    setLeftAt((then) => (isNear ? null : (then ?? last)));
  }, [last, list]);
  useEffect(() => {
    const at = frame.current;
    if (at === null) return;
    const watch = new ResizeObserver(look);
    watch.observe(at);
    return () => watch.disconnect();
  }, [look]);
  // The end also comes nearer, or goes, as rows turn out to be higher or lower than was thought.
  const height = list.getTotalSize();
  useEffect(look, [look, height]);
  const missed = leftAt === null ? 0 : messages.reduce((count, one) => (one.seq > leftAt && one.user_id !== me?.userId ? count + 1 : count), 0);
  return (
    <div className={css.messages}>
      <div ref={frame} className={css.frame} tabIndex={0} role="log" aria-label="Messages" aria-live="off" onScroll={look}>
        <div className={css.whole} style={{ height }}>
          {shown.map(({ key, index, start }) => (
            <div key={key} data-index={index} ref={list.measureElement} className={css.row} style={{ transform: `translateY(${start}px)` }}>
              {draw(rows[index]!)}
            </div>
          ))}
        </div>
      </div>
      {hasOlder && first < earlyRows && <Earlier isConnected={line.state === "connected"} older={older} />}
      {!isAtEnd && (
        <div className={css.pill}>
          <Button size="s" look={missed > 0 ? "primary" : "plain"} onClick={() => list.scrollToEnd()}>
            <ArrowDown aria-hidden />
            {missed > 0 ? `${missed} new` : "Latest"}
          </Button>
        </div>
      )}
    </div>
  );

  function draw(row: Row) {
    switch (row.kind) {
      case "top":
        return <Top view={view} />;
      case "day":
        return <div className={css.day}>{row.label}</div>;
      case "new":
        return <div className={css.new}>New</div>;
      case "message": {
        const { entry } = row;
        const isMine = entry.user_id === me?.userId;
        return (
          <Message
            entry={entry}
            isFirst={row.isFirst}
            change={changes.get(entry.id)}
            isEditing={editing === entry.id}
            edit={isMine && isAtLeast(me?.role, "member") && !me?.muted && entry.data.text !== undefined ? edit : undefined}
            remove={isMine || isAtLeast(me?.role, "moderator") ? remove : undefined}
            room={room}
          />
        );
      }
      case "sending":
        return <OnItsWay sending={row.sending} isFirst={row.isFirst} me={me} isConnected={line.state === "connected"} />;
      case "unsent":
        return <Failed unsent={row.unsent} again={() => room.again(row.unsent.clientMsgId)} discard={() => room.discard(row.unsent.clientMsgId)} />;
    }
  }
};

/** The number of the last message up to a row. */
const seqBefore = (rows: readonly Row[], place: number): number => {
  for (let at = Math.min(place, rows.length - 1); at >= 0; at--) {
    const row = rows[at]!;
    if (row.kind === "message") return row.entry.seq;
  }

  return 0;
};
