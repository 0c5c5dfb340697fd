import type { ReactNode } from "react";
import { classes } from "./class";
import css from "./Badge.module.css";

export type Tone = "plain" | "accent" | "good" | "bad" | "warn";

/** A word about the state of something. The colour helps; the word says it. */
export const Badge = ({ tone = "plain", children }: { readonly tone?: Tone; readonly children: ReactNode }) => (
  <span className={classes(css.badge, css[tone])}>{children}</span>
);
