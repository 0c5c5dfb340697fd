import type { Room, RoomView } from "@rollcall/client/rooms";
import { Button, Notice } from "../ui";
import { hourAndMinute } from "../words/time";
import css from "./Place.module.css";
import { counted } from "./sentences";

/** What one should know about the room just now, under its name. */
export const Telling = ({ room, view, inviteTrouble }: { readonly room: Room; readonly view: RoomView; readonly inviteTrouble: string | null }) => {
  const { line, refused, closesAt, sending } = view;
  const told = [
    line.state === "waiting" && (
      <Notice key="offline" tone="warn" title={refused === null ? "No connection" : refused.message} actions={<Button onClick={() => room.connect()}>Try now</Button>}>
        {sending.length === 0 ? "You can go on writing. It goes out when the connection is back." : `${counted(sending.length, "message is", "messages are")} kept on this device and ${sending.length === 1 ? "goes" : "go"} out when the connection is back.`}
      </Notice>
    ),
    closesAt !== null && (
      <Notice key="closing" tone="warn" title={`This room closes at ${hourAndMinute(closesAt)}`}>
        Nobody has spoken for long. Say something, and it stays.
      </Notice>
    ),
    inviteTrouble !== null && (
      <Notice key="invite" tone="warn" title="The invite was not accepted">
        {inviteTrouble}
      </Notice>
    ),
  ].filter((one) => one !== false);
  return told.length === 0 ? null : <div className={css.telling}>{told}</div>;
};
