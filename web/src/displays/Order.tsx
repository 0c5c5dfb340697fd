import type { LifterView, PlatformView } from "@rollcall/client/meets";
import type { CSSProperties } from "react";
import { Attempt } from "./Attempt";
import css from "./Order.module.css";

const most = 22;
const fewest = 9;

/** The flight in the order of lifting, with every attempt at this lift. */
export const Order = ({ view }: { readonly view: PlatformView["view"] }) => {
  const rows = shown(view);
  const slots = Math.max(3, ...view.lifters.map((lifter) => lifter.attempts[view.lift]?.length ?? 0));
  return (
    <section className={css.order} aria-label="Order of lifting" style={{ "--rows": Math.max(fewest, rows.length), "--slots": slots } as CSSProperties}>
      <div className={css.head} aria-hidden>
        <span>Flight {view.flight}</span>
        {Array.from({ length: slots }, (_, nth) => (
          <span key={nth} className={css.nth} data-on={nth + 1 === view.attempt || undefined}>
            {nth + 1}
          </span>
        ))}
      </div>
      <ol className={css.rows}>
        {rows.map((lifter) => (
          <li key={lifter.entryId} className={css.row} data-turn={turnOf(lifter, view)} aria-current={lifter.entryId === view.currentEntryId || undefined}>
            <span className={css.name}>
              {lifter.name || "No name"}
              {lifter.guest && <small>guest</small>}
            </span>
            {Array.from({ length: slots }, (_, nth) => (
              <Attempt key={nth} attempt={lifter.attempts[view.lift]?.[nth]} />
            ))}
          </li>
        ))}
      </ol>
      {rows.length < view.lifters.length && <p className={css.more}>{view.lifters.length - rows.length} more in this flight</p>}
    </section>
  );
};

/** As many as can be read from afar, from a little before whoever is up. */
const shown = ({ lifters, currentEntryId }: PlatformView["view"]): readonly LifterView[] => {
  if (lifters.length <= most) return lifters;
  const current = lifters.findIndex(({ entryId }) => entryId === currentEntryId);
  const from = Math.min(Math.max(0, current - 3), lifters.length - most);
  return lifters.slice(from, from + most);
};

const turnOf = ({ entryId }: LifterView, { currentEntryId, nextEntryId }: PlatformView["view"]): "current" | "next" | undefined =>
  entryId === currentEntryId ? "current" : entryId === nextEntryId ? "next" : undefined;
