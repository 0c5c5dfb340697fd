import type { ReactNode } from "react";
import { classes, useTitle } from "../../ui";
import css from "./desk.module.css";

/** The frame of one section of a desk. `tall` fills what is left of the window, for tables. */
export const Section = ({ title, about, actions, tall = false, children }: { readonly title: string; readonly about?: ReactNode; readonly actions?: ReactNode; readonly tall?: boolean; readonly children: ReactNode }) => {
  useTitle(title);
  return (
    <div className={classes(css.section, tall && css.tall)}>
      <header className={css.sectionHead}>
        <div>
          <h1>{title}</h1>
          {about && <p className={css.about}>{about}</p>}
        </div>
        {actions && <div className={css.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
};
