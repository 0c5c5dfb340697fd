import type { DisplayView, Standings } from "@rollcall/client/meets";
import { ChevronLeft, ChevronRight, Pause, Play } from "lucide-react";
import { useLayoutEffect, useRef, useState, type RefObject } from "react";
import { isProjected, paged, resultsOf, type Listing } from "./results";
import { ResultTable } from "./ResultTable";
import css from "./Scoreboard.module.css";
import { Middle } from "./Stage";
import { usePaging } from "./usePaging";
import { dotted } from "./words";

const narrow = 760;
/** What the names of the columns take, in rows; they stand once on a page. */
const columnRows = 0.75;

/** All results, by class or by points. On a large screen it turns its pages by itself; on a phone one scrolls. */
export const Scoreboard = ({
  seen,
  standings,
  listing,
  onListing,
  everyMs,
  hasKeys = true,
}: {
  readonly seen: DisplayView;
  readonly standings: Standings;
  readonly listing: Listing;
  readonly onListing: (listing: Listing) => void;
  readonly everyMs: number;
  /** Whether it has the keyboard to itself. */
  readonly hasKeys?: boolean;
}) => {
  const meet = [...seen.platforms.values()][0]?.view.meet;
  const units = meet?.units ?? "kg";
  const place = useRef<HTMLDivElement>(null);
  const capacity = useCapacity(place);
  const groups = resultsOf(standings, seen.platforms, listing, units);
  const pages = paged(groups, capacity);
  const paging = usePaging(pages.length, everyMs, hasKeys);
  const page = pages[paging.at] ?? [];
  return (
    <div className={css.board}>
      <header className={css.head}>
        <strong>{meet?.name || "Meet"}</strong>
        <span>{dotted(meet?.federation, meet?.date)}</span>
        {groups.some(({ rows }) => rows.some(isProjected)) && (
          <small>
            <i>123</i> projected
          </small>
        )}
        <div className={css.ways} role="group" aria-label="Listed by">
          {(["class", "points"] as const).map((one) => (
            <button key={one} type="button" aria-pressed={listing === one} onClick={() => onListing(one)}>
              {one === "class" ? "Classes" : `${meet?.formula || "Points"} ranking`}
            </button>
          ))}
        </div>
      </header>
      <div ref={place} className={css.place}>
        {pages.length === 0 ? <Middle title="No results yet">Lifters appear here once they are entered.</Middle> : page.map((part) => <ResultTable key={part.group.key} part={part} listing={listing} units={units} formula={meet?.formula ?? ""} />)}
      </div>
      {pages.length > 1 && (
        <footer className={css.foot}>
          <button type="button" aria-label="Page before" onClick={() => paging.step(-1)}>
            <ChevronLeft aria-hidden />
          </button>
          <button type="button" className={css.hold} onClick={paging.pause} aria-pressed={paging.isPaused}>
            {paging.isPaused ? <Play aria-hidden /> : <Pause aria-hidden />}
            {paging.isPaused ? "Paused" : "Pause"}
          </button>
          <button type="button" aria-label="Next page" onClick={() => paging.step(1)}>
            <ChevronRight aria-hidden />
          </button>
          <span className={css.track} aria-hidden data-paused={paging.isPaused || undefined}>
            <i key={`${paging.turn}-${paging.at}-${paging.isPaused}`} style={{ animationDuration: `${everyMs}ms` }} />
          </span>
          <span className={css.number}>
            {paging.at + 1} of {pages.length}
          </span>
        </footer>
      )}
    </div>
  );
};

/** How many rows fit; as many as there are where one scrolls. */
const useCapacity = (place: RefObject<HTMLDivElement | null>): number => {
  const [capacity, setCapacity] = useState(12);
  useLayoutEffect(() => {
    const node = place.current;
    if (node === null) return;
    const measure = () => {
      const row = parseFloat(getComputedStyle(node).getPropertyValue("scroll-margin-top"));
      setCapacity(node.clientWidth <= narrow ? Number.MAX_SAFE_INTEGER : Math.max(4, node.clientHeight / row - columnRows));
    };
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(node);
    return () => watch.disconnect();
  }, [place]);
  return capacity;
};
