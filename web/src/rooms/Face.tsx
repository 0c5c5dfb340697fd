import { classes } from "../ui";
import css from "./Face.module.css";

/** Somebody's mark: initial and a colour of their own; with `state`, a dot that is full while they are here and hollow while they are away. */
export const Face = ({ id, handle, state, small = false }: { readonly id: number; readonly handle: string; readonly state?: "active" | "away" | undefined; readonly small?: boolean }) => (
  <span className={classes(css.face, small && css.small)} style={{ "--hue": (id * 137.5) % 360 } as React.CSSProperties} aria-hidden>
    {[...handle][0]?.toUpperCase()}
    {state !== undefined && <span className={classes(css.dot, state === "away" && css.away)} />}
  </span>
);
