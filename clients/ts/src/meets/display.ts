import { Http } from "../line/http.js";
import { Line } from "../line/line.js";
import type { LineStatus } from "../line/lineStatus.js";
import { socketAddress } from "../line/addresses.js";
import { browser, type Surroundings } from "../line/surroundings.js";
import { Watched, type Watchable } from "../line/watched.js";
import { ClockOffset } from "./clockOffset.js";
import { pace } from "./pace.js";
import type { PlatformView, Standings } from "./views.js";

const timeMs = 30_000;

export interface DisplayOptions {
  /** The server, such as `https://meet.example.org`; the page's own if left out. */
  readonly server?: string;
  readonly meetId: string;
  /** Gives computed views only, so it may stand in a page's address. */
  readonly viewToken: string;
  /** Which platforms are shown; all if left out. */
  readonly platforms?: readonly number[];
  /** Whether standings are fetched, and fetched again when they have changed. */
  readonly standings?: boolean;
  readonly around?: Surroundings;
}

/** What a display knows. */
export interface DisplayView {
  readonly line: LineStatus;
  /** The view of each platform, as last heard. */
  readonly platforms: ReadonlyMap<number, PlatformView>;
  readonly standings: Standings | null;
  /** Why the server does not let this display in, such as that the view token is not valid any more. */
  readonly refused: string | null;
  readonly notice: string | null;
  readonly finished: boolean;
}

type Heard =
  | { readonly type: "MeetJoined"; readonly payload: { readonly serverTime: string; readonly heartbeatSeconds: number; readonly finished: boolean } }
  | { readonly type: "JoinRejected"; readonly payload: { readonly code: string; readonly reason: string; readonly retryAfterMs: number | null } }
  | { readonly type: "PlatformView"; readonly payload: PlatformView }
  | { readonly type: "StandingsChanged"; readonly payload: { readonly epoch: string; readonly serverSeq: number } }
  | { readonly type: "ServerNotice"; readonly payload: { readonly kind: "shutdown" | "finished" | "recovering"; readonly message: string; readonly retryAfterMs: number | null } }
  | { readonly type: "Pong"; readonly payload: { readonly sentAt: string | null; readonly serverTime: string } };

/** A display of a meet: a score board, a loaders' screen, an overlay. It shows what the server has computed and can change nothing. */
export class Display implements Watchable<DisplayView> {
  private readonly around: Surroundings;
  private readonly line: Line;
  private readonly http: Http;
  private readonly clock = new ClockOffset();
  private readonly watched = new Watched<DisplayView>(() => this.look());
  private platforms: ReadonlyMap<number, PlatformView> = new Map();
  private standings: Standings | null = null;
  private refused: string | null = null;
  private notice: string | null = null;
  private finished = false;
  private isFetching = false;
  private isStale = false;
  private stopRetry: () => void = () => undefined;
  private stopTime: () => void = () => undefined;

  constructor(private readonly options: DisplayOptions) {
    this.around = options.around ?? browser;
    this.http = new Http({ ...(options.server === undefined ? {} : { server: options.server }), token: options.viewToken, around: this.around });
    this.line = new Line(
      {
        address: () => socketAddress(this.options.server, "/ws"),
        hear: (message) => this.hear(message as Heard),
        changed: () => this.lineChanged(),
        opened: () => this.join(),
        ping: () => this.clock.ask(this.around.now()),
        isFinal: (code) => code === 1000 || code === 4505 || code === 4506,
        pace,
        answerMs: 15_000,
      },
      this.around,
    );
  }

  readonly subscribe = (changed: () => void): (() => void) => this.watched.subscribe(changed);

  readonly getSnapshot = (): DisplayView => this.watched.getSnapshot();

  /** Server time now, in milliseconds since 1970; clocks of platforms count in it. */
  get serverNow(): number {
    return this.clock.serverTime(this.around.now());
  }

  /** What is left on a platform's clock, in milliseconds; null where there is none. */
  clockLeftMs(platform: number): number | null {
    const clock = this.platforms.get(platform)?.view.clock;
    if (clock === undefined || clock === null) return null;
    const spent = clock.running && clock.startedAt !== null ? this.serverNow - Date.parse(clock.startedAt) : 0;
    return Math.max(0, clock.remainingMs - spent);
  }

  connect(): void {
    this.refused = null;
    this.line.connect();
  }

  disconnect(): void {
    this.stopRetry();
    this.line.disconnect();
  }

  private look(): DisplayView {
    const { platforms, standings, refused, notice, finished } = this;
    return { line: this.line.status, platforms, standings, refused, notice, finished };
  }

  private lineChanged(): void {
    this.stopTime();
    if (this.line.status.state === "connected") this.keepTime();
    this.watched.tell();
  }

  /** Asks for the time at once and now and then: where views keep coming, silence never makes the line ask. */
  private keepTime(): void {
    this.line.send(this.clock.ask(this.around.now()));
    this.stopTime = this.around.after(timeMs, () => this.keepTime());
  }

  private join(): void {
    const { meetId, viewToken, platforms, standings } = this.options;
    const watch = [...(platforms?.map((number) => `platform:${number}`) ?? ["platform:*"]), ...(standings === true ? ["standings"] : [])];
    this.line.introduce({ type: "JoinMeet", payload: { meetId, viewToken, watch } });
  }

  private hear(message: Heard): boolean {
    switch (message.type) {
      case "MeetJoined":
        this.finished = message.payload.finished;
        this.notice = null;
        this.line.heartbeatMs = message.payload.heartbeatSeconds * 1_000;
        this.clock.started(message.payload.serverTime, this.around.now());
        if (this.options.standings === true) this.fetchStandings();
        break;
      case "JoinRejected":
        this.rejected(message.payload);
        break;
      case "PlatformView":
        this.platforms = new Map([...this.platforms, [message.payload.platform, message.payload]]);
        // What can be shown is not being put together again any more.
        this.notice = null;
        break;
      case "StandingsChanged":
        this.fetchStandings();
        break;
      case "ServerNotice":
        if (message.payload.kind === "finished") this.finished = true;
        else this.notice = message.payload.message;
        if (message.payload.kind === "shutdown" && message.payload.retryAfterMs !== null) this.line.advise(message.payload.retryAfterMs);
        break;
      case "Pong":
        this.clock.answered(message.payload.sentAt, message.payload.serverTime, this.around.now());
        break;
    }

    this.watched.tell();
    return message.type === "MeetJoined";
  }

  private rejected({ reason, retryAfterMs }: { readonly reason: string; readonly retryAfterMs: number | null }): void {
    if (retryAfterMs === null) {
      this.refused = reason;
      this.line.disconnect();
    } else {
      this.notice = reason;
      this.line.advise(retryAfterMs);
      this.line.retry();
    }
  }

  /** One at a time: what changes while it is fetched makes it fetched once more. */
  private fetchStandings(): void {
    this.stopRetry();
    if (this.isFetching) {
      this.isStale = true;
      return;
    }

    [this.isFetching, this.isStale] = [true, false];
    const digits = this.options.meetId.replace(/\D/g, "");
    this.http.ask<Standings>("GET", `/api/meets/${digits}/standings`).then(
      (standings) => {
        this.isFetching = false;
        this.standings = standings;
        if (this.isStale) this.fetchStandings();
        this.watched.tell();
      },
      () => {
        this.isFetching = false;
        // Asked again by the next change, the next connection, or a little later, whichever is first.
        this.stopRetry = this.around.after(5_000, () => this.fetchStandings());
      },
    );
  }
}
