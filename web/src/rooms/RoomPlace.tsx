import { DoorClosed } from "lucide-react";
import { useState } from "react";
import { Link, useLocation } from "wouter";
import { Loading } from "../app/Loading";
import { Button, Empty, Notice, useTitle } from "../ui";
import { AcceptInvite } from "./AcceptInvite";
import type { Directory } from "./directory";
import { MakeRoom } from "./MakeRoom";
import css from "./Place.module.css";
import { RoomInside } from "./RoomInside";
import { untilWhen } from "./sentences";
import { useGate } from "./useGate";

/** A room by its address: looked at first, then entered. */
export const RoomPlace = ({ id, directory }: { readonly id: string; readonly directory: Directory }) => {
  const { gate, again, inviteTrouble } = useGate(id);
  useTitle(id);
  if (gate.state === "open") return <RoomInside id={id} directory={directory} inviteTrouble={inviteTrouble} gone={again} />;
  if (gate.state === "looking")
    return (
      <div className={css.hall}>
        {gate.trouble ? (
          <Notice tone="warn" title="The server cannot be reached">
            This page goes on trying, and the room opens as soon as the server answers.
          </Notice>
        ) : (
          <Loading />
        )}
      </div>
    );
  return gate.no.code === "banned" ? (
    <Hall title="You are banned from this room">
      It stays closed to you {untilWhen(typeof gate.no.details["until"] === "string" ? gate.no.details["until"] : null)}. <Link href="/rooms">Go to another room</Link> meanwhile.
    </Hall>
  ) : gate.no.code === "room_not_found" || gate.no.code === "bad_room_id" ? (
    <NoRoom id={id} inviteTrouble={inviteTrouble} again={again} />
  ) : (
    <Hall title="This room does not open">
      {gate.no.message} <Link href="/rooms">Go to another room</Link>.
    </Hall>
  );
};

/** In front of a room that does not open. */
const Hall = ({ title, children }: { readonly title: string; readonly children: React.ReactNode }) => (
  <div className={css.hall}>
    <Empty picture={<DoorClosed aria-hidden />} title={title}>
      {children}
    </Empty>
  </div>
);

const NoRoom = ({ id, inviteTrouble, again }: { readonly id: string; readonly inviteTrouble: string | null; readonly again: () => void }) => {
  const [asking, setAsking] = useState<"make" | "accept" | null>(null);
  const [, go] = useLocation();
  const enter = (entered: string) => {
    setAsking(null);
    if (entered === id) again();
    else go(`/rooms/${entered}`);
  };
  return (
    <Hall title="There is no room here for you">
      {inviteTrouble !== null && (
        <div className={css.hallNotice}>
          <Notice tone="bad">{inviteTrouble}</Notice>
        </div>
      )}
      <p>“{id}” does not exist, was closed, or is private. With an invite you can enter a private one.</p>
      <div className={css.hallActs}>
        <Button look="primary" onClick={() => setAsking("accept")}>
          Accept an invite
        </Button>
        <Button onClick={() => setAsking("make")}>Make a room</Button>
        <Button look="quiet" onClick={() => go("/rooms")}>
          All rooms
        </Button>
      </div>
      {asking === "accept" && <AcceptInvite room={id} onClose={() => setAsking(null)} accepted={enter} />}
      {asking === "make" && <MakeRoom onClose={() => setAsking(null)} made={enter} />}
    </Hall>
  );
};
