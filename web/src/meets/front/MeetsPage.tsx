import { ArrowRight, EllipsisVertical, LogIn, Monitor, Radio } from "lucide-react";
import { useState } from "react";
import { Link } from "wouter";
import { Badge, Confirm, IconButton, Menu, MenuItem, Page, Panel, useToast } from "../../ui";
import { hold } from "../held";
import { grouped } from "../meetId";
import { useSeats, type Seat } from "../seats";
import { count, roleNames, sentence, timeText } from "../words";
import css from "./front.module.css";

/** Where everybody begins: go on with a desk of this browser, make a meet live, or join one. */
export const MeetsPage = () => {
  const seats = useSeats();
  return (
    <Page title="Meets" about="One powerlifting meet, many desks. Each goes on working when the line does not.">
      {seats.length > 0 && (
        <Panel flush title="Go on">
          <ul className={css.seats}>
            {seats.map((seat) => (
              <SeatRow key={seat.key} seat={seat} />
            ))}
          </ul>
        </Panel>
      )}
      <div className={css.ways}>
        <Link href="/meets/new" className={css.way}>
          <Radio aria-hidden />
          <strong>Make a meet live</strong>
          <span>You direct it; other desks join you.</span>
          <ArrowRight aria-hidden />
        </Link>
        <Link href="/meets/join" className={css.way}>
          <LogIn aria-hidden />
          <strong>Join a meet</strong>
          <span>With its id and password.</span>
          <ArrowRight aria-hidden />
        </Link>
        <Link href="/meets/display" className={css.way}>
          <Monitor aria-hidden />
          <strong>Show a display</strong>
          <span>Board, scoreboard or stream overlay.</span>
          <ArrowRight aria-hidden />
        </Link>
      </div>
    </Page>
  );
};

const SeatRow = ({ seat }: { readonly seat: Seat }) => {
  const [asked, setAsked] = useState<number | null>(null);
  const say = useToast();
  const name = seat.meetName || "A meet without a name";
  const href = `/meets/${grouped(seat.meetId)}${seat.kind === "referee" ? `/referee/${/left|right/i.exec(seat.locationName)?.[0].toLowerCase() ?? "head"}` : ""}`;
  return (
    <li className={css.seat}>
      <Link href={`${href}?desk=${seat.key}`} className={css.seatName}>
        <strong>{name}</strong>
        <span>
          {seat.locationName || "Reader"}
          <Badge tone={seat.role === "director" ? "accent" : "plain"}>{roleNames[seat.role]}</Badge>
          <span>Used {timeText(seat.usedAt)}</span>
        </span>
      </Link>
      <span className={css.seatId}>{grouped(seat.meetId)}</span>
      <Menu
        trigger={
          <IconButton label={`More for ${name}, ${seat.locationName}`}>
            <EllipsisVertical aria-hidden />
          </IconButton>
        }
      >
        <MenuItem danger onSelect={() => void hold(seat).ready.then(() => setAsked(hold(seat).desk.status.pending))}>
          Leave for good…
        </MenuItem>
      </Menu>
      <Confirm
        open={asked !== null}
        title={`Leave ${name} as ${seat.locationName || "reader"}?`}
        verb="Leave"
        onNo={() => setAsked(null)}
        onYes={() => {
          setAsked(null);
          hold(seat).leave().catch((trouble: unknown) => say(sentence(trouble), "bad"));
        }}
      >
        {(asked ?? 0) > 0 && <strong>{count(asked ?? 0, "edit")} not confirmed by the server will be lost. </strong>}
        This browser forgets the desk. The meet goes on for everybody else, and with the password you can join again.
      </Confirm>
    </li>
  );
};
