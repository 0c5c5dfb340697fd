import { BackOff, type Pace } from "./backOff.js";
import { staysAway } from "./closeCodes.js";
import type { LineStatus } from "./lineStatus.js";
import { browser, type Socket, type Surroundings } from "./surroundings.js";

/** What a door says about its line. */
export interface LineTerms {
  /** Where to; asked before every try, because positions and tickets change. A rejected promise is a failed try. */
  readonly address: () => string | Promise<string>;
  readonly protocols?: readonly string[];
  /** Every message, parsed. True from the one message that means "connected"; a door that needs none says true to the first. */
  readonly hear: (message: unknown) => boolean;
  /** Every change of the status. */
  readonly changed: (status: LineStatus) => void;
  /** The socket is open; whoever must say who they are does so now. */
  readonly opened?: () => void;
  /** What is said when nothing was heard for a while; the server answers it. */
  readonly ping: () => unknown;
  /** How fast it comes back; the usual pace if left out. */
  readonly pace?: Pace;
  /** How long a ping may remain without any answer; 20 s if left out. */
  readonly answerMs?: number;
  /** How many pings may remain unanswered, one after the other, before the socket is dropped; one if left out. */
  readonly pings?: number;
  /** How long a connection must last before the wait is short again; 10 s if left out. */
  readonly provenMs?: number;
  /** Whether a close is final; the rule of all applications if left out. */
  readonly isFinal?: (code: number, reason: string) => boolean;
  /** Asked when the address could not be had: true if trying again is pointless, as where nobody is signed in. It then ends with code 4500. */
  readonly isPointless?: (trouble: unknown) => boolean;
  /** Asked when a socket closed before it ever opened, where a browser hides the status: true if trying again is pointless. */
  readonly isRefused?: () => Promise<boolean>;
}

const greetingMs = 10_000;
const answerMs = 20_000;
const provenMs = 10_000;
const openState = 1;

/** One socket that comes back by itself. It is silent about what it carries; a door gives that its meaning.
 *
 * At most one socket is alive at any time: whatever a socket says after it was replaced is not heard. */
export class Line {
  private socket: Socket | undefined;
  private rounds = 0;
  private greeted = false;
  private advisedMs: number | undefined;
  private silenceMs = 30_000;
  private current: LineStatus = { state: "idle" };
  private stopTimer: () => void = () => undefined;
  private stopProof: () => void = () => undefined;
  private stopWatching: () => void = () => undefined;
  private readonly backOff: BackOff;

  constructor(
    private readonly terms: LineTerms,
    private readonly around: Surroundings = browser,
  ) {
    this.backOff = new BackOff(() => around.chance(), terms.pace);
  }

  get status(): LineStatus {
    return this.current;
  }

  /** Counts the tries: what was meant for one socket must not go out on the next. */
  get round(): number {
    return this.rounds;
  }

  /** Connects; does nothing if it is connected or about to be. */
  connect(): void {
    if (this.current.state === "connecting" || this.current.state === "connected") return;
    this.stopWatching();
    this.stopWatching = this.around.onGoodMoment(() => this.current.state === "waiting" && this.open());
    this.open();
  }

  /** Closes with 1000 and stays away. */
  disconnect(): void {
    this.stop();
    this.become({ state: "idle" });
  }

  /** Says something; false, and nothing is kept, unless connected. */
  send(message: unknown): boolean {
    if (this.current.state !== "connected" || this.socket?.readyState !== openState) return false;
    this.socket.send(JSON.stringify(message));
    return true;
  }

  /** Says something before the server has greeted, such as who is there. */
  introduce(message: unknown): boolean {
    if (this.socket?.readyState !== openState) return false;
    this.socket.send(JSON.stringify(message));
    return true;
  }

  /** The server's advice when to come back, in milliseconds; it wins over the line's own idea, once. */
  advise(ms: number): void {
    this.advisedMs = ms;
  }

  /** How long silence may last before the line asks, in milliseconds, as the server announced. */
  set heartbeatMs(ms: number) {
    this.silenceMs = ms;
  }

  /** Drops the socket and tries again, as after a loss. */
  retry(): void {
    if (this.current.state === "connecting" || this.current.state === "connected") this.lost();
  }

  private open(): void {
    this.release();
    const round = ++this.rounds;
    this.greeted = false;
    this.become({ state: "connecting" });
    this.stopTimer = this.around.after(greetingMs, () => this.lost());
    void this.dial(round);
  }

  private async dial(round: number): Promise<void> {
    let address: string;
    try {
      address = await this.terms.address();
    } catch (trouble) {
      if (round !== this.rounds) return;
      if (this.terms.isPointless?.(trouble)) this.end(4500, trouble instanceof Error ? trouble.message : String(trouble));
      else this.lost();
      return;
    }

    if (round !== this.rounds) return;
    const socket = this.around.open(address, this.terms.protocols ?? []);
    this.socket = socket;
    let opened = false;
    socket.onopen = () => {
      opened = true;
      if (round === this.rounds) this.terms.opened?.();
    };
    socket.onmessage = (event: { data: unknown }) => round === this.rounds && this.hear(event.data);
    // An error is always followed by a close, which says more.
    socket.onerror = () => undefined;
    socket.onclose = (event: { code: number; reason: string }) => {
      if (round === this.rounds) void this.closed(round, opened, event.code, event.reason);
    };
  }

  private hear(data: unknown): void {
    this.expectMore();
    let message: unknown;
    try {
      message = JSON.parse(String(data));
    } catch {
      console.debug("Rollcall: a message that is not JSON was dropped");
      return;
    }

    const greets = this.terms.hear(message);
    if (!greets || this.greeted || this.current.state !== "connecting") return;
    this.greeted = true;
    this.stopProof = this.around.after(this.terms.provenMs ?? provenMs, () => this.backOff.reset());
    this.become({ state: "connected" });
    this.expectMore();
  }

  private expectMore(): void {
    if (!this.greeted) return;
    this.stopTimer();
    this.stopTimer = this.around.after(this.silenceMs, () => this.askForLife(this.terms.pings ?? 1));
  }

  private askForLife(times: number): void {
    if (times === 0) {
      this.lost();
      return;
    }

    this.send(this.terms.ping());
    this.stopTimer = this.around.after(this.terms.answerMs ?? answerMs, () => this.askForLife(times - 1));
  }

  private async closed(round: number, opened: boolean, code: number, reason: string): Promise<void> {
    if ((this.terms.isFinal ?? staysAway)(code, reason)) {
      this.end(code, reason);
      return;
    }

    this.lost();
    if (opened || this.terms.isRefused === undefined) return;
    const waiting = this.rounds;
    const refused = await this.terms.isRefused().catch(() => false);
    if (refused && waiting === this.rounds && round < waiting) this.end(code, reason);
  }

  private end(code: number, reason: string): void {
    this.stop();
    this.become({ state: "ended", code, reason });
  }

  private lost(): void {
    const waitMs = this.advisedMs ?? this.backOff.next();
    this.advisedMs = undefined;
    this.release();
    this.become({ state: "waiting", retryAt: Date.now() + waitMs });
    this.stopTimer = this.around.after(waitMs, () => this.open());
  }

  private stop(): void {
    this.stopWatching();
    this.release();
  }

  /** Lets go of the socket; from here on nothing it says is heard. */
  private release(): void {
    this.rounds++;
    this.stopTimer();
    this.stopProof();
    const socket = this.socket;
    this.socket = undefined;
    socket?.close(1000);
  }

  private become(status: LineStatus): void {
    this.current = status;
    this.terms.changed(status);
  }
}
