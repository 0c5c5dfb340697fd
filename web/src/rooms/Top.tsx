import type { RoomView } from "@rollcall/client/rooms";
import { Button } from "../ui";
import css from "./Messages.module.css";
import type { Older } from "./useOlder";
import { day } from "./times";

/** Over the first row while there is more above it: that it is coming, or that it could not be had. */
export const Earlier = ({ isConnected, older: { trouble, isFetching, again } }: { readonly isConnected: boolean; readonly older: Older }) =>
  trouble !== null ? (
    <div className={css.earlier} role="alert">
      <span>What was said before could not be fetched. {trouble}</span>
      <Button size="s" onClick={again}>
        Try again
      </Button>
    </div>
  ) : isFetching || !isConnected ? (
    <div className={css.earlier} role="status">
      {isConnected ? "Fetching what was said before…" : "What was said before comes once the connection is back."}
    </div>
  ) : null;

/** Above everything: where the room begins. */
export const Top = ({ view: { room, messages } }: { readonly view: RoomView }) => {
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
