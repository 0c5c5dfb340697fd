import type { ButtonHTMLAttributes, ReactNode } from "react";
import { classes } from "./class";
import css from "./Button.module.css";

interface Look {
  /** `primary` is what one came to do, once a view; `danger` cannot be taken back; `quiet` is all the rest of a tool bar. */
  readonly look?: "primary" | "plain" | "quiet" | "danger" | "good";
  readonly size?: "s" | "m" | "l";
}

/** A button. While `busy` it cannot be pressed and says so. */
export const Button = ({ look = "plain", size = "m", busy = false, className, disabled, children, ...rest }: ButtonHTMLAttributes<HTMLButtonElement> & Look & { readonly busy?: boolean }) => (
  <button type="button" {...rest} aria-busy={busy || undefined} disabled={disabled === true || busy} className={classes(css.button, css[look], css[size], className)}>
    {children}
  </button>
);

/** A button with a picture only; `label` is what it is called. */
export const IconButton = ({ label, children, look = "quiet", size = "m", className, ...rest }: ButtonHTMLAttributes<HTMLButtonElement> & Look & { readonly label: string; readonly children: ReactNode }) => (
  <button type="button" title={label} aria-label={label} {...rest} className={classes(css.button, css.icon, css[look], css[size], className)}>
    {children}
  </button>
);
