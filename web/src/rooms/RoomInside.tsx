import type { ChatEntry } from "@rollcall/client/rooms";
import { useEffect, useRef, useState } from "react";
import { Confirm, Dialog, useTitle } from "../ui";
import { Composer } from "./Composer";
import type { Directory } from "./directory";
import { Ended } from "./Ended";
import { MessageList } from "./MessageList";
import { People } from "./People";
import css from "./Place.module.css";
import { RoomHead } from "./RoomHead";
import { Telling } from "./Telling";
import { TypingLine } from "./TypingLine";
import { useAct } from "./useAct";
import { useNewLine } from "./useNewLine";
import { useLooking, useRoom } from "./useRoom";

/** Inside a room: what is said, who is here, and one's own line to write in. */
export const RoomInside = ({ id, directory, inviteTrouble, gone }: { readonly id: string; readonly directory: Directory; readonly inviteTrouble: string | null; /** The room is not as it was when one looked at it. */ readonly gone: () => void }) => {
  const { room, view } = useRoom(id);
  const isLooking = useLooking();
  const act = useAct();
  const [isShowingPeople, showPeople] = useState(false);
  const [editing, setEditing] = useState<string | null>(null);
  const [deleting, setDeleting] = useState<ChatEntry | null>(null);
  const { lineAt, clear } = useNewLine(view, isLooking);
  const field = useRef<HTMLTextAreaElement>(null);
  const edit = (message: string | null) => {
    setEditing(message);
    if (message === null) field.current?.focus();
  };
  const isConnected = view.line.state === "connected";
  useTitle(view.room?.name ?? id);
  useEffect(() => {
    if (isConnected) room.setState(isLooking ? "active" : "away");
  }, [room, isConnected, isLooking]);
  const count = isConnected ? view.presence.userCount : null;
  useEffect(() => {
    directory.count(id, count);
    return () => directory.count(id, null);
  }, [directory, id, count]);
  const { line, messages } = view;
  const editLast = () => {
    const last = messages.findLast((one) => one.user_id === view.me?.userId && one.data.deleted === undefined && one.data.text !== undefined);
    if (last !== undefined) setEditing(last.id);
  };
  return (
    <div className={css.place}>
      <section className={css.room} aria-label={view.room?.name ?? id}>
        <RoomHead room={room} view={view} changed={() => void directory.refresh()} showPeople={() => showPeople(true)} />
        <Telling room={room} view={view} inviteTrouble={inviteTrouble} />
        <MessageList room={room} view={view} lineAt={lineAt} isLooking={isLooking} editing={editing} edit={edit} remove={setDeleting} />
        <TypingLine presence={view.presence} me={view.me?.userId} />
        {line.state === "ended" ? (
          <Ended room={room} view={view} line={line} gone={gone} />
        ) : (
          <Composer room={room} view={view} field={field} editLast={editLast} said={clear} />
        )}
      </section>
      <aside className={css.people} aria-label="People">
        <People id={id} view={view} />
      </aside>
      <Dialog open={isShowingPeople} onClose={() => showPeople(false)} title="People">
        <People id={id} view={view} />
      </Dialog>
      <Confirm
        open={deleting !== null}
        title="Delete this message?"
        verb="Delete"
        onNo={() => setDeleting(null)}
        onYes={() => {
          const one = deleting;
          setDeleting(null);
          if (one !== null) void act(() => room.delete(one.id));
        }}
      >
        <p>Everybody will see that a message was deleted, and nobody what it said. This cannot be taken back.</p>
        {deleting?.data.text !== undefined && <blockquote className={css.quote}>{deleting.data.text}</blockquote>}
      </Confirm>
      <Live messages={messages} me={view.me?.userId} />
    </div>
  );
};

/** Reads the newest message of others out. */
const Live = ({ messages, me }: { readonly messages: readonly ChatEntry[]; readonly me: number | undefined }) => {
  const last = messages.at(-1);
  const [from] = useState(() => Date.now());
  const isNews = last !== undefined && last.user_id !== me && last.data.text !== undefined && Date.parse(last.timestamp) > from;
  return (
    <div className="said" aria-live="polite">
      {isNews ? `${last.data.user_handle}: ${last.data.text}` : ""}
    </div>
  );
};
