import { useEffect, useState } from "react";
import { useLocation, useSearch } from "wouter";
import { Loading } from "../../app/Loading";
import { NotFound } from "../../app/NotFound";
import { Page, Panel } from "../../ui";
import { JoinForm } from "../front/JoinForm";
import { hold, type Held } from "../held";
import { digitsOf, grouped, isMeetId } from "../meetId";
import { updateSeat, useSeats } from "../seats";
import { DeskFrame } from "./DeskFrame";

/** Which of this browser's desks of a meet a tab shows: the one it was opened with, else the one used last. */
const useSeat = (meetId: string) => {
  const asked = new URLSearchParams(useSearch()).get("desk");
  const place = `rollcall.desk.${meetId}`;
  useEffect(() => {
    if (asked !== null) sessionStorage.setItem(place, asked);
  }, [asked, place]);
  const chosen = asked ?? sessionStorage.getItem(place);
  const seats = useSeats().filter((seat) => seat.meetId === meetId && seat.kind === "desk");
  return seats.find(({ key }) => key === chosen) ?? seats[0];
};

/** A desk of a meet at its address, or the way in where this browser has none. */
export const DeskPage = () => {
  const [at] = useLocation();
  const [, id = "", section = ""] = /^\/meets\/([^/]+)\/?(.*)$/.exec(at) ?? [];
  const meetId = digitsOf(id);
  const seat = useSeat(meetId);
  const key = seat?.key;
  const [held, setHeld] = useState<Held | null>(null);
  useEffect(() => {
    if (seat === undefined) return setHeld(null);
    setHeld(hold(seat));
    updateSeat(seat.key, { usedAt: Date.now() });
    // Another desk is meant only where the key is another one.
  }, [key]);
  if (!isMeetId(meetId)) return <NotFound />;
  if (seat === undefined)
    return (
      <Page width="form" title={`Join ${grouped(meetId)}`} about="This browser holds no desk of this meet yet.">
        <Panel>
          <JoinForm meetId={meetId} onJoined={(joined) => sessionStorage.setItem(`rollcall.desk.${meetId}`, joined.key)} />
        </Panel>
      </Page>
    );
  if (held === null || held.key !== seat.key) return <Loading />;
  return <DeskFrame key={held.key} held={held} meetId={meetId} section={section.replace(/\/$/, "")} />;
};
