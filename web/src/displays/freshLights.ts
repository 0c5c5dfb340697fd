import type { LightsView, PlatformView } from "@rollcall/client/meets";

const stayMs = 4_000;
const off = { given: false, decision: null, cards: [] };
const allOff: LightsView = { complete: false, result: null, entryId: null, lift: null, attempt: null, left: off, head: off, right: off };

/** Follows the lights of a platform: those about the lifter before go out a moment after the next one is up, as lamps in a hall do. */
export const freshLights = (now: () => number = () => performance.now()) => {
  let goneAt: number | null = null;
  /** The lights to be shown, and in how many milliseconds to look again; null if nothing will change by itself. */
  return ({ lights, currentEntryId, lift, attempt }: PlatformView["view"]): { readonly lights: LightsView; readonly againMs: number | null } => {
    const isOfTurn = lights.entryId === currentEntryId && lights.lift === lift && lights.attempt === attempt;
    if (isOfTurn || lights.entryId === null) {
      goneAt = null;
      return { lights, againMs: null };
    }
    goneAt ??= now() + stayMs;
    const leftMs = goneAt - now();
    return leftMs > 0 ? { lights, againMs: leftMs } : { lights: allOff, againMs: null };
  };
};
