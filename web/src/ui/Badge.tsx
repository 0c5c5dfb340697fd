import type { ReactNode } from "react";
import { classes } from "./class";
import css from "./Badge.module.css";

export type Tone = "plain" | "accent" | "good" | "bad" | "warn";

/** A word about the state of something. The colour helps; the word says it. */
export const Badge = ({ tone = "plain", children, title }: { readonly tone?: Tone; readonly title?: string; readonly children: ReactNode }) => (
  <span className={classes(css.badge, css[tone])} title={title}>
    {children}
  </span>
);
