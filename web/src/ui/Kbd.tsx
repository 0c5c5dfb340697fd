import type { ReactNode } from "react";
import css from "./Kbd.module.css";

/** A key to press. */
export const Kbd = ({ children }: { readonly children: ReactNode }) => <kbd className={css.key}>{children}</kbd>;
