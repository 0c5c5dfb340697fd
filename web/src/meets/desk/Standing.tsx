import { useWatched } from "@rollcall/client/react";
import { Notice } from "../../ui";
import { count } from "../words";
import { useHeld } from "./deskContext";
import { GoOn } from "./GoOn";
import { Restore } from "./Restore";
import css from "./desk.module.css";

/** All that one must know of the line, the meet and this browser, above whatever section one is in. Nothing of it blocks the work. */
export const Standing = () => {
  const { desk } = useHeld();
  const { line, pending, needs, notice, finished, notKept, meetLost } = useWatched(desk);
  const isEnded = needs === "password" || (line.state === "ended" && line.code === 4506);
  const changes = count(pending, "change");
  return (
    <div className={css.standing}>
      {isEnded && <GoOn pending={pending} />}
      {meetLost && <Restore />}
      {!isEnded && !meetLost && line.state === "waiting" && (
        <Notice tone="warn" title="You are offline. Keep working.">
          {pending === 0 ? "What you change will go out when the line is back." : `${changes} will go out when the line is back.`}
        </Notice>
      )}
      {line.state === "ended" && !isEnded && line.code !== 4505 && line.code !== 1000 && (
        <Notice tone="bad" title="The server closed the line">
          {line.reason || `Its code was ${line.code}.`} Load the page again to go on; what you did is kept.
        </Notice>
      )}
      {notice !== null && !meetLost && line.state === "connected" && (
        <Notice tone="warn" title="One moment">
          {notice} {pending > 0 && `${changes} will go out afterwards.`}
        </Notice>
      )}
      {finished && (
        <Notice tone="good" title="This meet is published">
          Everything can still be read and shown. A correction is a new meet, made from its export.
        </Notice>
      )}
      {notKept !== null && (
        <Notice tone="bad" title="This browser cannot keep what you do">
          Until it can, do not close or reload this page while changes are unconfirmed. Free some space, or leave private browsing. ({notKept})
        </Notice>
      )}
    </div>
  );
};
