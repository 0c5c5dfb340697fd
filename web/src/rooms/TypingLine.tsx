import type { Presence } from "@rollcall/client/rooms";
import css from "./Place.module.css";

/** Who is typing. It has its place also while nobody is, so that nothing jumps. */
export const TypingLine = ({ presence, me }: { readonly presence: Presence; readonly me: number | undefined }) => {
  const names = presence.typing.filter((id) => id !== me).flatMap((id) => presence.users.get(id)?.user_handle ?? []);
  const count = names.length + presence.typingMore;
  return (
    <div className={css.typing} role="status" aria-label="Typing">
      {count === 0 ? null : (
        <>
          <span className={css.dots} aria-hidden>
            <i />
            <i />
            <i />
          </span>
          {count === 1 ? `${names[0]} is typing` : count === 2 && names.length === 2 ? `${names[0]} and ${names[1]} are typing` : `${count} people are typing`}
        </>
      )}
    </div>
  );
};
