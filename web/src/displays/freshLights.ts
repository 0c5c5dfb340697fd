import type { PlatformView } from "@rollcall/client/meets";

type Lights = PlatformView["view"]["lights"];

const stayMs = 4_000;
const off = { given: false, decision: null, cards: [] };
const allOff: Lights = { complete: false, result: null, left: off, head: off, right: off };

/** Follows the lights of a platform: those about the lifter before go out a moment after the next one is up, as lamps in a hall do.
 * Lights do not say whom they are about, so those that were on when somebody came up, or when this display did,
 * and stay as they are, are taken for the ones before. */
export const freshLights = (now: () => number = () => performance.now()) => {
  let [seen, about, goneAt] = ["", "", 0];
  /** The lights to be shown, and in how many milliseconds to look again; null if nothing will change by itself. */
  return ({ lights, currentEntryId, lift, attempt }: PlatformView["view"]): { readonly lights: Lights; readonly againMs: number | null } => {
    const [sign, turn] = [JSON.stringify(lights), `${currentEntryId} ${lift} ${attempt}`];
    if (sign !== seen) [seen, about, goneAt] = [sign, seen === "" ? "before" : turn, 0];
    if (turn === about || !lights.complete) {
      goneAt = 0;
      return { lights, againMs: null };
    }
    if (goneAt === 0) goneAt = now() + stayMs;
    const leftMs = goneAt - now();
    return leftMs > 0 ? { lights, againMs: leftMs } : { lights: allOff, againMs: null };
  };
};
