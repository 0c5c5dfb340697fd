import { copyOf, type Content } from "@rollcall/client/meets";
import { isSame } from "@rollcall/client/redux";
import { complete, withoutDrawn } from "../app/lifter.js";
import { lookupOf, type AppState, type LocalEntry } from "../app/shape.js";
import { entryIdOf } from "./keys.js";
import { liftingIn, type PlatformRole } from "./platformRole.js";

export interface Merged {
  readonly next: AppState;
  readonly isChanged: boolean;
  /** Lifters that stay and whose boxes now show what is not so any more. */
  readonly outdated: readonly number[];
}

/** What a state becomes once these objects are as the meet has them. Everything else stays the same object, and lifters stay in this desk's order.
 * @param heldBack lifters whose deletion here nobody has confirmed yet.
 * @param inBoxes fields of lifters that are shown in boxes which do not notice changes. */
export const merge = (
  state: AppState,
  names: Iterable<string>,
  content: Content,
  { role, heldBack, inBoxes, nextEntryId }: { readonly role: PlatformRole; readonly heldBack: (id: number) => boolean; readonly inBoxes: readonly string[]; readonly nextEntryId: number },
): Merged => {
  const meet = { ...state.meet };
  const entries: (LocalEntry | undefined)[] = [...state.registration.entries];
  const places = new Map(state.registration.entries.map(({ id }, place) => [id, place]));
  const outdated: number[] = [];
  let isMeetChanged = false;
  let areEntriesChanged = false;

  for (const name of names) {
    const id = entryIdOf(name);
    if (id !== undefined) {
      if (heldBack(id)) continue;
      const place = places.get(id);
      const have = place === undefined ? undefined : entries[place];
      const stands = content.entry(id);
      const want = stands && complete(stands);
      if (isSame(have && (withoutDrawn(have) as LocalEntry), want)) continue;
      areEntriesChanged = true;
      if (place === undefined) entries.push(want);
      else entries[place] = want;
      if (have !== undefined && want !== undefined && inBoxes.some((field) => !isSame(have[field], want[field]))) outdated.push(id);
    } else if (name.startsWith("meet.")) {
      const field = name.slice("meet.".length);
      const want = content.field(field);
      if (want === undefined || isSame(meet[field] ?? null, want)) continue;
      meet[field] = copyOf(want);
      isMeetChanged = true;
    }
  }

  const lifting = role.kind === "follows" ? liftingIn(role, state.lifting, content.platform(role.platform)) : state.lifting;
  const isLiftingChanged = !isSame(lifting, state.lifting);
  const isIdChanged = nextEntryId !== state.registration.nextEntryId;
  const kept = areEntriesChanged ? entries.filter((entry) => entry !== undefined) : state.registration.entries;
  return {
    next: {
      ...state,
      meet: isMeetChanged ? meet : state.meet,
      registration: areEntriesChanged || isIdChanged ? { ...state.registration, nextEntryId, entries: kept, lookup: lookupOf(kept) } : state.registration,
      lifting: isLiftingChanged ? lifting : state.lifting,
    },
    isChanged: isMeetChanged || areEntriesChanged || isLiftingChanged || isIdChanged,
    outdated,
  };
};
