const firstMs = 1_000;
const longestMs = 30_000;

/** How long to wait before coming back: 1 s, 2 s, 4 s ... 30 s, each time by chance between half of it and the whole, so that a thousand
 * clients of a server that restarts do not knock at once. */
export class BackOff {
  private tries = 0;

  constructor(private readonly chance: () => number) {}

  /** Milliseconds until the next try. */
  next(): number {
    const whole = Math.min(longestMs, firstMs * 2 ** this.tries++);
    return whole / 2 + (whole / 2) * this.chance();
  }

  /** A connection that lasted: the next wait is short again. */
  reset(): void {
    this.tries = 0;
  }
}
