import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import type { Tone } from "./Badge";
import { classes } from "./class";
import css from "./Notice.module.css";

const pictures = { plain: Info, accent: Info, good: CircleCheck, bad: CircleAlert, warn: TriangleAlert };

/** Something one should know, where it matters. It is read out when it appears; what is `bad` at once. */
export const Notice = ({ tone = "plain", title, children, actions }: { readonly tone?: Tone; readonly title?: ReactNode; readonly children?: ReactNode; readonly actions?: ReactNode }) => {
  const Picture = pictures[tone];
  return (
    <div role={tone === "bad" ? "alert" : "status"} className={classes(css.notice, css[tone])}>
      <Picture aria-hidden className={css.picture} />
      <div className={css.text}>
        {title && <strong>{title}</strong>}
        {children && <div>{children}</div>}
      </div>
      {actions && <div className={css.actions}>{actions}</div>}
    </div>
  );
};
