import { useParams, useSearch } from "wouter";
import { Loading } from "../../app/Loading";
import { NotFound } from "../../app/NotFound";
import { useTitle } from "../../ui";
import { JoinForm } from "../front/JoinForm";
import { sides, type Side } from "../lifting/useLightsGiven";
import { digitsOf, grouped, isMeetId } from "../meetId";
import { useSeats } from "../seats";
import { useHold } from "../useHold";
import { Referee } from "./Referee";
import css from "./referee.module.css";

/** A referee's phone: the way in, and then three buttons. */
export const RefereePage = () => {
  const { id = "", side = "" } = useParams<{ id: string; side: string }>();
  const asked = new URLSearchParams(useSearch());
  const platform = Math.max(1, Math.min(20, Number(asked.get("platform") ?? 1) || 1));
  const meetId = digitsOf(id);
  const seats = useSeats().filter((seat) => seat.meetId === meetId && seat.kind === "referee");
  const key = sessionStorage.getItem(`rollcall.referee.${meetId}.${side}`);
  const location = `Referee ${side}`;
  const seat = seats.find((one) => one.key === (asked.get("desk") ?? key)) ?? seats.find((one) => one.locationName === location);
  const held = useHold(seat);
  useTitle(location);
  if (!isMeetId(meetId) || !sides.includes(side as Side)) return <NotFound />;
  if (seat === undefined)
    return (
      <main className={css.join}>
        <h1>Referee, {side}</h1>
        <p>
          Meet {grouped(meetId)}, platform {platform}. Type the meet’s password once; this phone remembers it.
        </p>
        <JoinForm meetId={meetId} kind="referee" locationName={location} onJoined={(joined) => sessionStorage.setItem(`rollcall.referee.${meetId}.${side}`, joined.key)} />
      </main>
    );
  if (held === null) return <Loading />;
  return <Referee held={held} side={side as Side} platform={platform} />;
};
