import type { Room, RoomView } from "@rollcall/client/rooms";
import { ArrowLeft, DoorClosed, Lock, LogOut, Settings, Ticket, Users, MoreHorizontal, ShieldAlert } from "lucide-react";
import { useState } from "react";
import { useLocation } from "wouter";
import { Button, Confirm, IconButton, LineState, Menu, MenuItem, MenuLine } from "../ui";
import { rooms } from "./door";
import { Manage, type ManagePart } from "./Manage";
import css from "./Place.module.css";
import { isAtLeast } from "./roles";
import { counted } from "./sentences";
import { useAct } from "./useAct";

/** The room's name, how the connection stands, and what can be done with the room. */
export const RoomHead = ({ room, view, changed, showPeople }: { readonly room: Room; readonly view: RoomView; readonly changed: () => void; readonly showPeople: () => void }) => {
  const [managing, setManaging] = useState<ManagePart | null>(null);
  const [asking, setAsking] = useState<"close" | "leave" | null>(null);
  const [, go] = useLocation();
  const act = useAct();
  const { room: record, me, presence, line, sending } = view;
  const isModerator = isAtLeast(me?.role, "moderator");
  const closeRoom = async () => {
    setAsking(null);
    if (record === null || !(await act(() => rooms.close(record.id), "The room is closed."))) return;
    changed();
    go("/rooms");
  };
  const leave = async () => {
    setAsking(null);
    if (record === null || me === null || !(await act(() => rooms.removeMember(record.id, me.userId), "You are no member any more."))) return;
    room.disconnect();
    changed();
    go("/rooms");
  };
  return (
    <header className={css.head}>
      <span className={css.back}>
        <IconButton label="All rooms" onClick={() => go("/rooms")}>
          <ArrowLeft aria-hidden />
        </IconButton>
      </span>
      <div className={css.title}>
        <h1>
          {record?.is_private === true && <Lock aria-label="Private" />}
          <span>{record?.name ?? "…"}</span>
        </h1>
        <span className={css.about}>{counted(presence.userCount, "person here", "people here")}</span>
      </div>
      <LineState line={line} owed={sending.length} />
      <span className={css.narrow}>
        <Button look="quiet" onClick={showPeople} aria-label={`People, ${presence.userCount} here`}>
          <Users aria-hidden />
          {presence.userCount}
        </Button>
      </span>
      <Menu
        trigger={
          <IconButton label="This room">
            <MoreHorizontal aria-hidden />
          </IconButton>
        }
      >
        <MenuItem onSelect={() => setManaging("members")}>
          <Users aria-hidden />
          Members
        </MenuItem>
        {isModerator && (
          <>
            <MenuItem onSelect={() => setManaging("invites")}>
              <Ticket aria-hidden />
              Invites
            </MenuItem>
            <MenuItem onSelect={() => setManaging("sanctions")}>
              <ShieldAlert aria-hidden />
              Banned and muted
            </MenuItem>
          </>
        )}
        {isAtLeast(me?.role, "owner") && (
          <MenuItem onSelect={() => setManaging("settings")}>
            <Settings aria-hidden />
            Settings
          </MenuItem>
        )}
        <MenuLine />
        <MenuItem onSelect={() => setAsking("leave")}>
          <LogOut aria-hidden />
          Give up membership
        </MenuItem>
        {isAtLeast(me?.role, "owner") && (
          <MenuItem danger onSelect={() => setAsking("close")}>
            <DoorClosed aria-hidden />
            Close the room
          </MenuItem>
        )}
      </Menu>
      {managing !== null && record !== null && me !== null && <Manage record={record} me={me} part={managing} show={setManaging} onClose={() => setManaging(null)} changed={changed} />}
      <Confirm open={asking === "close"} title={`Close “${record?.name ?? ""}”?`} verb="Close the room" onYes={() => void closeRoom()} onNo={() => setAsking(null)}>
        Everybody is shown out, and all that was said here is removed. This cannot be taken back.
      </Confirm>
      <Confirm open={asking === "leave"} title="Give up membership?" verb="Give it up" onYes={() => void leave()} onNo={() => setAsking(null)}>
        {record?.is_private === true ? "You lose your role, and come back only with an invite." : "You lose your role. The room stays open to you as to everybody."}
      </Confirm>
    </header>
  );
};
