import type { LineStatus } from "@rollcall/client";
import type { Room, RoomView } from "@rollcall/client/rooms";
import { useLocation } from "wouter";
import { Button, Notice } from "../ui";
import css from "./Place.module.css";
import { untilWhen } from "./sentences";

interface End {
  readonly title: string;
  readonly next: string;
  /** What the button that tries again says; none where that is pointless. */
  readonly again?: string;
}

/** Why one is out, and what to do next, by the close's code. */
const endOf = (code: number, view: RoomView): End => {
  const until = view.refused?.details["until"];
  switch (code) {
    case 4501:
      return { title: "You were banned from this room", next: `It stays closed to you ${untilWhen(typeof until === "string" ? until : null)}.`, again: "Look again" };
    case 4502:
      return { title: "A moderator has shown you out", next: "You may come back in. Nothing you wrote is lost.", again: "Come back in" };
    case 4503:
      return { title: "This room is full", next: "Somebody has to leave first. Nothing you wrote is lost.", again: "Try again" };
    case 4504:
      return { title: "This room is closed", next: "What was said here is gone for everybody.", again: "Look again" };
    case 4505:
      return { title: "You are here from another page", next: "That page has taken this place over.", again: "Use this page" };
    case 4507:
      return { title: "This room is for members now", next: "Ask one of its owners for an invite.", again: "Look again" };
    case 4500:
    case 4506:
      return { title: "You are logged out", next: "Log in to come back. Nothing you wrote is lost." };
    default:
      return { title: "The room has let go of this page", next: view.refused?.message ?? "Try again.", again: "Come back in" };
  }
};

/** In place of the field to write in, once it is over. */
export const Ended = ({ room, view, line, gone }: { readonly room: Room; readonly view: RoomView; readonly line: Extract<LineStatus, { state: "ended" }>; readonly gone: () => void }) => {
  const [, go] = useLocation();
  const { title, next, again } = endOf(line.code, view);
  // These say that the room is another one than was looked at, or that one may not see it any more; and who was never inside would make a room that was closed meanwhile.
  const isOther = view.room === null || [4501, 4504, 4507].includes(line.code);
  return (
    <div className={css.ended}>
      <Notice
        tone="bad"
        title={title}
        actions={
          <>
            {again !== undefined && (
              <Button look="primary" onClick={() => (isOther ? gone() : room.connect())}>
                {again}
              </Button>
            )}
            <Button onClick={() => go("/rooms")}>All rooms</Button>
          </>
        }
      >
        {next}
      </Notice>
    </div>
  );
};
