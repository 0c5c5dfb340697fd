import type { RoomView, Sending, Unsent } from "@rollcall/client/rooms";
import { CircleAlert, Clock } from "lucide-react";
import { Button, classes } from "../ui";
import { Face } from "./Face";
import css from "./Messages.module.css";
import { Said } from "./Said";
import { sentenceOf } from "./sentences";
import { Refusal } from "@rollcall/client";

/** One's own message that the server has not confirmed. */
export const OnItsWay = ({ sending, isFirst, me, isConnected }: { readonly sending: Sending; readonly isFirst: boolean; readonly me: RoomView["me"]; readonly isConnected: boolean }) => (
  <article className={classes(css.message, isFirst && css.first, css.onItsWay)} aria-label={isConnected ? "Your message, being sent" : "Your message, not sent yet"}>
    {isFirst && me !== null ? <Face id={me.userId} handle={me.handle} /> : <span />}
    <div className={css.body}>
      {isFirst && me !== null && (
        <div className={css.by}>
          <strong>{me.handle}</strong>
        </div>
      )}
      <p className={css.said}>
        <Said text={"text" in sending.data ? sending.data.text : undefined} subtype="text" />
        <span className={css.mark}>
          <Clock aria-hidden /> {isConnected ? "sending" : "waiting for the connection"}
        </span>
      </p>
    </div>
  </article>
);

/** One's own message that the server would not have, and why. */
export const Failed = ({ unsent, again, discard }: { readonly unsent: Unsent; readonly again: () => void; readonly discard: () => void }) => (
  <article className={css.failed} aria-label="Your message, not sent">
    <CircleAlert aria-hidden />
    <div className={css.body}>
      <p className={css.said}>
        <Said text={"text" in unsent.data ? unsent.data.text : undefined} subtype="text" />
      </p>
      <p role="alert" className={css.why}>
        Not sent. {sentenceOf(new Refusal(0, unsent.code, unsent.sentence))}
      </p>
      <div className={css.failedActs}>
        <Button size="s" onClick={again}>
          Try again
        </Button>
        <Button size="s" look="quiet" onClick={discard}>
          Discard
        </Button>
      </div>
    </div>
  </article>
);
