import type { CountedRoom } from "@rollcall/client/rooms";
import { useWatched } from "@rollcall/client/react";
import { DoorOpen, Lock, Plus, Search, Ticket, TriangleAlert, Users } from "lucide-react";
import { useState } from "react";
import { Link, useLocation } from "wouter";
import { Button, classes, Empty, Menu, MenuItem } from "../ui";
import { AcceptInvite } from "./AcceptInvite";
import type { Directory } from "./directory";
import { idOf, MakeRoom } from "./MakeRoom";
import css from "./Rooms.module.css";
import { counted } from "./sentences";

/** The rooms one may enter: one's own first, then those open to everybody; the way to new ones. */
export const RoomList = ({ directory, here }: { readonly directory: Directory; readonly here: string | undefined }) => {
  const { rooms, mine, trouble } = useWatched(directory);
  const [sought, setSought] = useState("");
  const [asking, setAsking] = useState<"make" | "accept" | null>(null);
  const [, go] = useLocation();
  const enter = (id: string) => {
    setAsking(null);
    void directory.refresh();
    go(`/rooms/${id}`);
  };
  const words = sought.trim().toLowerCase();
  const found = (rooms ?? []).filter(({ id, name }) => words === "" || name.toLowerCase().includes(words) || id.includes(words));
  const parts = [
    { title: "Yours", rooms: found.filter(({ id }) => mine.has(id)) },
    { title: "Open to everybody", rooms: found.filter(({ id }) => !mine.has(id)) },
  ].filter((part) => part.rooms.length > 0);
  return (
    <>
      <header className={css.sideHead}>
        <h1>Rooms</h1>
        <Menu
          trigger={
            <Button look="primary" size="s">
              <Plus aria-hidden />
              New
            </Button>
          }
        >
          <MenuItem onSelect={() => setAsking("make")}>
            <DoorOpen aria-hidden />
            Make a room
          </MenuItem>
          <MenuItem onSelect={() => setAsking("accept")}>
            <Ticket aria-hidden />
            Accept an invite
          </MenuItem>
        </Menu>
      </header>
      <div className={css.seek}>
        <Search aria-hidden />
        <input type="search" aria-label="Find a room" placeholder="Find a room" value={sought} onChange={(event) => setSought(event.target.value)} />
      </div>
      {trouble !== null && (
        <p role="status" className={css.trouble}>
          <TriangleAlert aria-hidden />
          {trouble}
        </p>
      )}
      <nav className={css.list} aria-label="Rooms to enter">
        {rooms === null ? (
          trouble === null && <Ghosts />
        ) : rooms.length === 0 ? (
          <Empty title="No room yet">
            <p>Make the first one, or accept an invite.</p>
            <p className={css.emptyAct}>
              <Button onClick={() => setAsking("make")}>Make a room</Button>
            </p>
          </Empty>
        ) : parts.length === 0 ? (
          <p className={css.none}>No room has “{sought.trim()}” in its name.</p>
        ) : (
          parts.map((part) => (
            <section key={part.title}>
              <h2 className={css.part}>{part.title}</h2>
              <ul>
                {part.rooms.map((room) => (
                  <Entry key={room.id} room={room} isHere={room.id === here} />
                ))}
              </ul>
            </section>
          ))
        )}
      </nav>
      {asking === "make" && <MakeRoom onClose={() => setAsking(null)} made={enter} />}
      {asking === "accept" && <AcceptInvite onClose={() => setAsking(null)} accepted={enter} />}
    </>
  );
};

const Entry = ({ room, isHere }: { readonly room: CountedRoom; readonly isHere: boolean }) => (
  <li>
    <Link href={`/rooms/${room.id}`} aria-current={isHere ? "page" : undefined} className={classes(css.entry, isHere && css.entryHere)}>
      <span className={css.sign} aria-hidden>
        {room.is_private ? <Lock /> : "#"}
      </span>
      <span className={css.called}>
        <span className={css.entryName}>{room.name}</span>
        {idOf(room.name) !== room.id && <span className={css.entryId}>{room.id}</span>}
      </span>
      {room.is_private && <span className="said">private</span>}
      <span className={classes(css.there, room.user_count > 0 && css.busy)} title={`${counted(room.user_count, "person", "people")} here`}>
        <Users aria-hidden />
        {room.user_count}
        <span className="said"> here</span>
      </span>
    </Link>
  </li>
);

const Ghosts = () => (
  <div role="status" className={css.ghosts}>
    <span className="said">Loading the rooms…</span>
    {[70, 52, 61].map((width) => (
      <span key={width} style={{ width: `${width}%` }} />
    ))}
  </div>
);
