import { useEffect, type ReactNode } from "react";
import { classes } from "./class";
import css from "./Page.module.css";

/** A page's frame: title, what can be done, content. The title is the window's, too. */
export const Page = ({ title, about, actions, width, children }: { readonly title: string; readonly about?: ReactNode; readonly actions?: ReactNode; /** `form` for what is one form, `wide` for what uses all the room there is. */ readonly width?: "form" | "wide"; readonly children: ReactNode }) => {
  useTitle(title);
  return (
    <div className={classes(css.page, width && css[width])}>
      <header className={css.head}>
        <div className={css.name}>
          <h1>{title}</h1>
          {about && <div className={css.about}>{about}</div>}
        </div>
        {actions && <div className={css.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
};

/** Names the window for as long as the component is there. */
export const useTitle = (title: string): void => {
  useEffect(() => {
    document.title = title === "Rollcall" ? title : `${title} · Rollcall`;
  }, [title]);
};

/** A part of a page, on its own ground. */
export const Panel = ({ title, actions, children, flush = false }: { readonly title?: ReactNode; readonly actions?: ReactNode; readonly flush?: boolean; readonly children: ReactNode }) => (
  <section className={classes(css.panel, flush && css.flush)}>
    {(title || actions) && (
      <header className={css.panelHead}>
        {title ? <h2>{title}</h2> : <span />}
        {actions && <div className={css.actions}>{actions}</div>}
      </header>
    )}
    {children}
  </section>
);

/** Where nothing is yet: what will be here, and how it gets here. */
export const Empty = ({ picture, title, children }: { readonly picture?: ReactNode; readonly title: ReactNode; readonly children?: ReactNode }) => (
  <div className={css.empty}>
    {picture}
    <h2>{title}</h2>
    {children && <div>{children}</div>}
  </div>
);
