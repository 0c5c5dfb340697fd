import type { Room, RoomView } from "@rollcall/client/rooms";
import { SendHorizontal } from "lucide-react";
import { useEffect, useState, type FormEvent, type KeyboardEvent, type RefObject } from "react";
import { useSession } from "../app/person";
import { IconButton, Notice } from "../ui";
import css from "./Composer.module.css";
import { draftOf, keepDraft } from "./drafts";
import { untilWhen } from "./sentences";
import { useNow } from "./useRoom";

const mostCharacters = 4_000;
const isTouched = () => matchMedia("(pointer: coarse)").matches;

interface Writing {
  readonly room: Room;
  readonly view: RoomView;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  /** Goes back to one's last message, to change it. */
  readonly editLast: () => void;
  /** Something was said. */
  readonly said: () => void;
}

/** The line to write in; or why one may not write here. */
export const Composer = (writing: Writing) => {
  const { me } = writing.view;
  const now = useNow(me?.muted === true && me.mutedUntil !== null);
  if (me?.role === "read_only")
    return (
      <div className={css.instead}>
        <Notice title="You read along here">A moderator can let you write.</Notice>
      </div>
    );
  if (me?.muted === true && (me.mutedUntil === null || Date.parse(me.mutedUntil) > now))
    return (
      <div className={css.instead}>
        <Notice tone="warn" title={`You are muted ${untilWhen(me.mutedUntil)}`}>
          You can read on, and write again {me.mutedUntil === null ? "once a moderator lets you" : "after that"}.
        </Notice>
      </div>
    );
  return <Field {...writing} />;
};

const Field = ({ room, view, field, editLast, said }: Writing) => {
  const session = useSession();
  const [id, user] = [view.room?.id ?? "", session?.user_id ?? 0];
  const [text, setText] = useState("");
  useEffect(() => {
    if (id !== "") setText((before) => (before === "" ? draftOf(id, user) : before));
  }, [id, user]);
  const length = [...text].length;
  const send = (event?: FormEvent) => {
    event?.preventDefault();
    if (text.trim() === "" || length > mostCharacters) return;
    // Refused ones stay in the list, with the reason, until they are tried again or discarded.
    room.send(text).catch(() => undefined);
    write("");
    said();
    field.current?.focus();
  };
  const write = (now: string) => {
    setText(now);
    if (id !== "") keepDraft(id, user, now);
  };
  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing && !isTouched()) send(event);
    else if (event.key === "ArrowUp" && text === "") {
      event.preventDefault();
      editLast();
    }
  };
  return (
    <form className={css.composer} onSubmit={send}>
      <textarea
        ref={field}
        aria-label="Message"
        aria-describedby={length > mostCharacters ? "too-long" : undefined}
        placeholder={`Message ${view.room?.name ?? ""}`}
        rows={1}
        value={text}
        enterKeyHint={isTouched() ? "enter" : "send"}
        onChange={(event) => {
          write(event.target.value);
          if (event.target.value === "") room.stopTyping();
          else room.key();
        }}
        onBlur={() => room.stopTyping()}
        onKeyDown={press}
      />
      {length > mostCharacters * 0.9 && (
        <span id="too-long" role="status" className={css.length} data-over={length > mostCharacters || undefined}>
          {length > mostCharacters ? `${length - mostCharacters} too many` : `${mostCharacters - length} left`}
        </span>
      )}
      <IconButton type="submit" label="Send" look="primary" disabled={text.trim() === "" || length > mostCharacters}>
        <SendHorizontal aria-hidden />
      </IconButton>
    </form>
  );
};
