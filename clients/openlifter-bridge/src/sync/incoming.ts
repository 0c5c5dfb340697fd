import type { Content } from "@rollcall/client/meets";
import { inView, keptFields, withFocus } from "../app/rows.js";
import { lookupOf, overwriting, type AppAction, type AppState, type AppStore } from "../app/shape.js";
import { merge } from "./merge.js";
import type { PlatformRole } from "./platformRole.js";

/** Beyond this a page that is not shown gets what arrived all the same; it has no frames. */
const longestMs = 200;

/** So many lifters are drawn anew at once. Of more, those on the screen come first, and all others once the page has been its user's for a moment. */
const atOnce = 20;
const momentMs = 100;

/** What the way in needs. */
export interface IncomingTerms {
  readonly store: AppStore;
  readonly page: Window;
  /** What the meet has; undefined while this desk is not live. */
  readonly content: () => Content | undefined;
  readonly role: () => PlatformRole;
  readonly heldBack: (id: number) => boolean;
  /** The id that the next lifter gets, or the present one where there is no other. */
  readonly nextEntryId: (present: number) => number;
  /** The state has become this, by nobody's edit. */
  readonly seen: (state: AppState) => void;
}

/** Brings what others did into the application: once per frame, as one real `OVERWRITE_STORE`, because whatever else changes the state is not kept over a reload.
 * Rows whose boxes show what is not so any more are drawn anew, but never the one somebody is in. */
export class Incoming {
  private readonly arrived = new Set<string>();
  private readonly outdated = new Set<number>();
  private readonly own = new WeakSet<AppAction>();
  private isPlanned = false;

  constructor(private readonly terms: IncomingTerms) {}

  /** Whether an action is from here, and not the user's. */
  isOwn(action: AppAction): boolean {
    return this.own.has(action);
  }

  /** Objects may have become others. */
  heard(names: Iterable<string>): void {
    for (const name of names) if (!name.startsWith("live.")) this.arrived.add(name);
    this.plan();
  }

  /** The boxes of these lifters show what is not so. */
  redraw(ids: Iterable<number>): void {
    for (const id of ids) this.outdated.add(id);
    this.plan();
  }

  /** A box was left, or a moment has gone by: what waited for that may be drawn now. */
  drawWaiting(): void {
    if (this.outdated.size > 0) this.plan();
  }

  /** Forgets what has not been brought in. */
  clear(): void {
    this.arrived.clear();
    this.outdated.clear();
  }

  /** Brings it in at once. */
  now(): void {
    this.bring(true);
  }

  /** Brings it in before an action runs. Nothing is drawn anew then: the action must not run, nor be looked at, while lifters are gone for that. */
  beforeAction(): void {
    this.bring(false);
    this.drawWaiting();
  }

  private bring(isRedrawing: boolean): void {
    const { store, page, content, role, heldBack, nextEntryId, seen } = this.terms;
    const meet = content();
    if (meet === undefined) return this.clear();
    const state = store.getState();
    const names = [...this.arrived];
    this.arrived.clear();
    const inBoxes = keptFields(page.document);
    const { next, isChanged, outdated } = merge(state, names, meet, { role: role(), heldBack, inBoxes, nextEntryId: nextEntryId(state.registration.nextEntryId) });
    for (const id of outdated) this.outdated.add(id);
    const anew = isRedrawing ? this.takeRedrawable(inBoxes.length > 0, state, next) : new Set<number>();
    if (!isChanged && anew.size === 0) return;
    if (isChanged) seen(next);
    if (anew.size === 0) {
      this.overwrite(next);
      return;
    }

    // Gone and there again: that is what makes new boxes.
    this.overwrite(without(next, anew));
    // After whatever the application draws with has had its turn; nothing else comes in between.
    page.queueMicrotask(() => page.queueMicrotask(() => this.overwrite(next)));
  }

  /** The lifters to be drawn anew now; where nothing is shown in boxes nobody needs to be. */
  private takeRedrawable(isShown: boolean, before: AppState, next: AppState): ReadonlySet<number> {
    if (this.outdated.size === 0) return new Set();
    if (!isShown) {
      this.outdated.clear();
      return new Set();
    }

    const { page } = this.terms;
    const entries = [...before.registration.entries, ...next.registration.entries];
    const occupied = withFocus(page.document, entries);
    const free = [...this.outdated].filter((id) => !occupied.has(id));
    const seen = free.length > atOnce ? inView(page, entries) : undefined;
    const first = free.filter((id) => seen?.has(id));
    const anew = new Set(first.length > 0 ? first : free);
    for (const id of anew) this.outdated.delete(id);
    if (anew.size < free.length) page.setTimeout(() => this.drawWaiting(), momentMs);
    return anew;
  }

  private overwrite(state: AppState): void {
    const action = overwriting(state);
    this.own.add(action);
    this.terms.store.dispatch(action);
  }

  private plan(): void {
    if (this.isPlanned) return;
    this.isPlanned = true;
    const { page } = this.terms;
    const go = (): void => {
      if (!this.isPlanned) return;
      this.isPlanned = false;
      page.cancelAnimationFrame(frame);
      page.clearTimeout(timer);
      this.now();
    };
    const frame = page.requestAnimationFrame(go);
    const timer = page.setTimeout(go, longestMs);
  }
}

const without = (state: AppState, ids: ReadonlySet<number>): AppState => {
  const entries = state.registration.entries.filter(({ id }) => !ids.has(id));
  return { ...state, registration: { ...state.registration, entries, lookup: lookupOf(entries) } };
};
