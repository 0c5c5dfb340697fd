import { useEffect } from "react";
import { useLocation, useSearch } from "wouter";
import { Loading } from "../../app/Loading";
import { NotFound } from "../../app/NotFound";
import { Page, Panel } from "../../ui";
import { JoinForm } from "../front/JoinForm";
import { digitsOf, grouped, isMeetId } from "../meetId";
import { useSeats } from "../seats";
import { useHold } from "../useHold";
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
  const held = useHold(seat);
  if (!isMeetId(meetId)) return <NotFound />;
  if (seat === undefined)
    return (
      <Page width="form" title={`Join ${grouped(meetId)}`} about="This browser holds no desk of this meet yet.">
        <Panel>
          <JoinForm meetId={meetId} onJoined={(joined) => sessionStorage.setItem(`rollcall.desk.${meetId}`, joined.key)} />
        </Panel>
      </Page>
    );
  if (held === null) return <Loading />;
  return <DeskFrame key={held.key} held={held} meetId={meetId} section={section.replace(/\/$/, "")} />;
};
