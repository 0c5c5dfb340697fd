import type { ChatEntry, Room } from "@rollcall/client/rooms";
import { Copy, MoreHorizontal, Pencil, Trash2 } from "lucide-react";
import { memo } from "react";
import { IconButton, Menu, MenuItem, useToast, classes } from "../ui";
import { hourAndMinute } from "../words/time";
import { copy } from "./copy";
import { EditField } from "./EditField";
import { Face } from "./Face";
import css from "./Messages.module.css";
import { Said } from "./Said";
import { whole } from "./times";

/** One message: by whom, when, what, and what can be done with it. */
export const Message = memo(
  ({
    entry,
    isFirst,
    change,
    isEditing,
    edit,
    remove,
    room,
  }: {
    readonly entry: ChatEntry;
    readonly isFirst: boolean;
    /** One's own edit or deletion of it that is under way. */
    readonly change: { readonly action: "edit" | "delete"; readonly text?: string } | undefined;
    readonly isEditing: boolean;
    /** Undefined where one may not. */
    readonly edit: ((id: string | null) => void) | undefined;
    readonly remove: ((entry: ChatEntry) => void) | undefined;
    readonly room: Room;
  }) => {
    const { data } = entry;
    const isGone = data.deleted === true || change?.action === "delete";
    return (
      <article className={classes(css.message, isFirst && css.first)} aria-label={`${data.user_handle}, ${whole(entry.timestamp)}`}>
        {isFirst ? <Face id={entry.user_id} handle={data.user_handle} /> : <time className={css.aside} dateTime={entry.timestamp} title={whole(entry.timestamp)}>{hourAndMinute(entry.timestamp)}</time>}
        <div className={css.body}>
          {isFirst && (
            <div className={css.by}>
              <strong>{data.user_handle}</strong>
              <time dateTime={entry.timestamp} title={whole(entry.timestamp)}>
                {hourAndMinute(entry.timestamp)}
              </time>
            </div>
          )}
          {isGone ? (
            <p className={css.gone}>{data.deleted === true ? (data.deleted_by === undefined || data.deleted_by === entry.user_id ? "Deleted by its author." : "Removed by a moderator.") : "Deleting…"}</p>
          ) : isEditing && data.text !== undefined ? (
            <EditField text={data.text} room={room} id={entry.id} done={() => edit?.(null)} />
          ) : (
            <p className={css.said}>
              <Said text={change?.text ?? data.text} subtype={data.subtype} />
              {change !== undefined ? <span className={css.mark}> saving…</span> : data.edited_at !== undefined && <span className={css.mark} title={`Edited ${whole(data.edited_at)}`}> edited</span>}
            </p>
          )}
        </div>
        {!isGone && !isEditing && <Acts entry={entry} edit={edit} remove={remove} />}
      </article>
    );
  },
);

const Acts = ({ entry, edit, remove }: { readonly entry: ChatEntry; readonly edit: ((id: string | null) => void) | undefined; readonly remove: ((entry: ChatEntry) => void) | undefined }) => {
  const say = useToast();
  const { text } = entry.data;
  return (
    <div className={css.acts}>
      <Menu
        trigger={
          <IconButton size="s" label={`What can be done with this message of ${entry.data.user_handle}`}>
            <MoreHorizontal aria-hidden />
          </IconButton>
        }
      >
        {edit !== undefined && (
          <MenuItem onSelect={() => edit(entry.id)}>
            <Pencil aria-hidden />
            Edit
          </MenuItem>
        )}
        {text !== undefined && (
          <MenuItem onSelect={() => void copy(text).then((done) => say(done ? "Copied." : "This browser does not let pages copy.", done ? "plain" : "bad"))}>
            <Copy aria-hidden />
            Copy text
          </MenuItem>
        )}
        {remove !== undefined && (
          <MenuItem danger onSelect={() => remove(entry)}>
            <Trash2 aria-hidden />
            Delete
          </MenuItem>
        )}
      </Menu>
    </div>
  );
};
