import { MessagesSquare } from "lucide-react";
import { useEffect, useState } from "react";
import { useRoute } from "wouter";
import { useSession } from "../app/person";
import { SignedIn } from "../app/SignedIn";
import { classes, Empty, useTitle } from "../ui";
import { Directory } from "./directory";
import { rooms } from "./door";
import { RoomList } from "./RoomList";
import { RoomPlace } from "./RoomPlace";
import css from "./Rooms.module.css";

/** Chat rooms: the list and the one that is open, side by side where there is space, one at a time on a phone. */
export const RoomsPage = () => (
  <SignedIn title="Rooms" why="In a room everybody is known by name, so log in first.">
    <Own />
  </SignedIn>
);

/** Another user sees other rooms. */
const Own = () => {
  const session = useSession();
  return session ? <Both key={session.user_id} /> : null;
};

const Both = () => {
  const [directory] = useState(() => new Directory(rooms));
  const [, params] = useRoute("/rooms/:id");
  const id = params?.id;
  useEffect(() => directory.watch(), [directory]);
  return (
    <div className={classes(css.rooms, id !== undefined && css.inside)}>
      <aside className={css.side} aria-label="Rooms">
        <RoomList directory={directory} here={id} />
      </aside>
      {id === undefined ? <Nowhere /> : <RoomPlace key={id} id={id} directory={directory} />}
    </div>
  );
};

const Nowhere = () => {
  useTitle("Rooms");
  return (
    <div className={css.nowhere}>
      <Empty picture={<MessagesSquare aria-hidden />} title="Choose a room">
        What was said before you came is there to read, from the first message on.
      </Empty>
    </div>
  );
};
