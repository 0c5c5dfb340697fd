const exchanges = 5;

/** The server's clock as seen from here: its time minus the middle of an exchange, of the quickest of the last five. */
export class ClockOffset {
  private readonly heard: { readonly tookMs: number; readonly offsetMs: number }[] = [];

  /** The question; it carries when it was asked. */
  ask(nowMs: number): { readonly type: "Ping"; readonly payload: { readonly sentAt: string } } {
    return { type: "Ping", payload: { sentAt: String(nowMs) } };
  }

  /** The server said its time with no question asked: as good as nothing better. */
  started(serverTime: string, nowMs: number): void {
    if (this.heard.length === 0) this.heard.push({ tookMs: Number.MAX_VALUE, offsetMs: Date.parse(serverTime) - nowMs });
  }

  answered(sentAt: string | null, serverTime: string, nowMs: number): void {
    const asked = Number(sentAt);
    if (sentAt === null || !Number.isFinite(asked) || asked > nowMs) return;
    this.heard.push({ tookMs: nowMs - asked, offsetMs: Date.parse(serverTime) - (asked + nowMs) / 2 });
    if (this.heard.length > exchanges) this.heard.shift();
  }

  /** Milliseconds since 1970 at the server when it is `nowMs` here. */
  serverTime(nowMs: number): number {
    const best = this.heard.reduce((one, other) => (other.tookMs < one.tookMs ? other : one), this.heard[0] ?? { tookMs: 0, offsetMs: Date.now() - nowMs });
    return nowMs + best.offsetMs;
  }
}
