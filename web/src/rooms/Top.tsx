import type { RoomView } from "@rollcall/client/rooms";
import { Button } from "../ui";
import css from "./Messages.module.css";
import type { Older } from "./useOlder";
import { day } from "./times";

/** Above everything: that more is coming, that it could not be had, or that the room begins here. */
export const Top = ({ view: { hasOlder, room, messages, line }, older }: { readonly view: RoomView; readonly older: Older }) => {
  if (older.trouble !== null)
    return (
      <div className={css.top} role="alert">
        What was said before could not be fetched. {older.trouble}{" "}
        <Button size="s" onClick={older.again}>
          Try again
        </Button>
      </div>
    );
  if (hasOlder) return <div className={css.top}>{line.state === "connected" ? "Fetching what was said before…" : "What was said before comes once the connection is back."}</div>;
  if (room === null) return <div className={css.top}>Entering…</div>;
  return (
    <div className={css.begin}>
      <strong>{room.name}</strong>
      <span>
        Made {madeOn(room.created_at)}. {room.is_private ? "Only members see this room." : "Open to everybody with an account."}{" "}
        {messages.length === 0 ? "Nobody has said anything yet." : "This is where it begins."}
      </span>
    </div>
  );
};

const madeOn = (at: string): string => {
  const said = day(at);
  return said === "Today" || said === "Yesterday" ? said.toLowerCase() : `on ${said}`;
};
