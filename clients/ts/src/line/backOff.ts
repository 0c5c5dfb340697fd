/** How long a line waits before it comes back. */
export interface Pace {
  readonly firstMs: number;
  readonly longestMs: number;
  /** Each wait is by chance between these shares of the full one. */
  readonly from: number;
  readonly to: number;
}

/** 1 s, 2 s, 4 s ... 30 s, each between half and the whole, so that a thousand clients of a server that restarts do not knock at once. */
export const usualPace: Pace = { firstMs: 1_000, longestMs: 30_000, from: 0.5, to: 1 };

/** The waits of a line that is lost again and again: they double up to the longest. */
export class BackOff {
  private tries = 0;

  constructor(
    private readonly chance: () => number,
    private readonly pace: Pace = usualPace,
  ) {}

  /** Milliseconds until the next try. */
  next(): number {
    const { firstMs, longestMs, from, to } = this.pace;
    return Math.min(longestMs, firstMs * 2 ** this.tries++) * (from + (to - from) * this.chance());
  }

  /** A connection that lasted: the next wait is short again. */
  reset(): void {
    this.tries = 0;
  }
}
