import type { AttemptView } from "@rollcall/client/meets";
import css from "./Attempt.module.css";
import { attemptWord } from "./words";

const marks: { readonly [state in AttemptView["state"]]: string | null } = {
  good: "M3 8.6l3.2 3.2L13 5",
  bad: "M4 4l8 8M12 4l-8 8",
  current: "M5 3.5v9l7-4.5z",
  next: null,
  request: null,
  empty: null,
};

/** One attempt: good ones are ticked, failed ones crossed and struck through, the one on the platform is filled, the next one framed. */
export const Attempt = ({ attempt }: { readonly attempt: AttemptView | undefined }) => {
  if (attempt === undefined || attempt.state === "empty") return <span className={css.attempt} data-state="empty" role="img" aria-label="not set" />;
  const mark = marks[attempt.state];
  return (
    <span className={css.attempt} data-state={attempt.state} data-long={attempt.text.length > 5 || undefined} role="img" aria-label={attemptWord(attempt)}>
      <b>{attempt.text}</b>
      {mark && (
        <svg viewBox="0 0 16 16" aria-hidden>
          <path d={mark} />
        </svg>
      )}
    </span>
  );
};
