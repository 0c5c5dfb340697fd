import css from "./Loading.module.css";

/** While a page is fetched. It shows only after a moment, so that a quick one does not flicker. */
export const Loading = () => (
  <div role="status" className={css.loading}>
    Loading…
  </div>
);
