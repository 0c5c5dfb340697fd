import { socketAddress, webAddress } from "../line/addresses.js";
import { freshId } from "../line/ids.js";
import { Line } from "../line/line.js";
import type { LineStatus } from "../line/lineStatus.js";
import { browser, type Surroundings } from "../line/surroundings.js";
import { Watched, soundly, type Watchable } from "../line/watched.js";
import { Exchange, type Reply } from "./exchange.js";
import { fetchFile, type QueueFile } from "./file.js";
import { fold } from "./fold.js";
import { isEcho } from "./loopGuard.js";
import type { FromServer, QueueEvent, QueueSignal, Snapshot } from "./messages.js";
import type { InputOf, OperationName, ResultOf } from "./operations.js";
import { QueueRefusal, Requests, type Answered } from "./requests.js";
import { answerMs, isPassingCode } from "./retry.js";

const authMs = 5_000;
/** What a socket that did not open closes with; the line ends with it only where the server said that there is no such queue. */
const neverOpened = 1006;

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

export interface QueueOptions {
  /** The server, such as `https://radio.example.org`; the page's own if left out. */
  readonly server?: string;
  /** Which queue; `main` if left out. */
  readonly queue?: string;
  /** Everybody sees it as the origin of what this program causes: 1-64 of letters, digits, `.`, `_`, `-`, the same for this installation for ever. A random one if left out. */
  readonly clientId?: string;
  readonly around?: Surroundings;
}

/** How a client stands with a queue. */
export interface QueueView {
  readonly line: LineStatus;
  /** The queue as last heard, null before the first time. */
  readonly queue: Snapshot | null;
  /** Whether what is shown is up to date. */
  readonly inStep: boolean;
  /** The operator this connection acts for, null for the public. */
  readonly operator: string | null;
  /** Why it stopped and the user has to log in again; null while nothing is wrong. */
  readonly refused: QueueRefusal | null;
}

/** One socket to a queue, which comes back by itself and misses nothing: after a loss it asks for the events since the last one it heard. */
export class Queue implements Watchable<QueueView> {
  readonly clientId: string;
  private readonly around: Surroundings;
  /** What stands before this queue's paths. */
  private readonly base: string;
  private readonly line: Line;
  private readonly requests: Requests;
  private readonly settling: Exchange;
  private readonly watched = new Watched<QueueView>(() => this.look());
  private readonly eventListeners = new Set<(event: QueueEvent, echo: boolean) => void>();
  private readonly signalListeners = new Set<(signal: QueueSignal) => void>();
  private readonly readyListeners = new Set<() => void>();
  private credentials: Credentials | undefined;
  private operator: string | null = null;
  private refused: QueueRefusal | null = null;
  private state: Snapshot | undefined;
  /** Events that came before it was known where they fit in; undefined once it is. */
  private held: QueueEvent[] | undefined = [];
  private isReady = false;
  private stopPause: () => void = () => undefined;

  constructor(private readonly options: QueueOptions = {}) {
    this.clientId = options.clientId ?? freshId();
    this.around = options.around ?? browser;
    this.base = options.queue === undefined || options.queue === "main" ? "" : `/q/${encodeURIComponent(options.queue)}`;
    this.line = new Line(
      {
        address: () => socketAddress(this.options.server, `${this.base}/ws/connect`),
        hear: (message) => this.hear(message as FromServer),
        changed: (status) => this.lineChanged(status),
        ping: () => ({ type: "ping", id: freshId() }),
        answerMs: 10_000,
        pings: 2,
        // A browser does not say why a socket never opened. No queue of this name is a reason to stop; all others pass.
        isRefused: async () => (await this.around.fetch(webAddress(this.options.server, `${this.base}/api/public/info`), {})).status === 404,
      },
      this.around,
    );
    this.line.heartbeatMs = 25_000;
    this.requests = new Requests((message) => this.line.send(message), this.around);
    this.settling = new Exchange((message) => this.line.send(message), this.around, () => this.line.retry());
  }

  readonly subscribe = (changed: () => void): (() => void) => this.watched.subscribe(changed);

  readonly getSnapshot = (): QueueView => this.watched.getSnapshot();

  connect(): void {
    this.line.connect();
  }

  /** Closes and stays away; whatever is unanswered is given up. */
  disconnect(): void {
    this.line.disconnect();
    this.requests.end(new QueueRefusal("disconnected", "This client has disconnected."));
  }

  /** From now on acts for an operator, on this connection and all that follow. Whether the password is right shows in `operator` and `refused`. */
  logIn(credentials: Credentials): void {
    [this.credentials, this.refused, this.state] = [credentials, null, undefined];
    if (this.line.status.state === "connected") this.settleIn();
    else this.line.connect();
    this.watched.tell();
  }

  /** Goes on as the public, on a new connection, as a connection's operator stays with it. */
  logOut(): void {
    [this.credentials, this.operator, this.refused, this.state] = [undefined, null, null, undefined];
    this.line.disconnect();
    this.requests.end(new QueueRefusal("disconnected", "The operator has logged out."));
    this.line.connect();
  }

  /** Asks for something; waits for a connection if there is none. Rejects with a {@link QueueRefusal}. */
  async ask<Name extends OperationName>(operation: Name, data: InputOf<Name>, key?: string): Promise<ResultOf<Name>> {
    return (await this.askFully(operation, data, key)).result;
  }

  /** The same, with what stands beside the result. */
  askFully<Name extends OperationName>(operation: Name, data: InputOf<Name>, key?: string): Promise<Answered<ResultOf<Name>>> {
    const { state } = this.line.status;
    if (state === "idle" || state === "ended") return Promise.reject(new QueueRefusal("disconnected", "There is no connection, and none is being made."));
    return this.requests.ask(operation, data, key);
  }

  /** Takes the whole state anew: what comes with no event, such as estimates and what can be undone, is then up to date. */
  async refresh(): Promise<void> {
    const snapshot = await this.ask("state.snapshot", {});
    if (this.state === undefined || (snapshot.epoch === this.state.epoch && snapshot.seq < this.state.seq)) return;
    this.state = snapshot;
    this.watched.tell();
  }

  /** The log of contacts, the whole of it, in ADIF; for operators, and by HTTP. Rejects with a `Refusal`, or another error where the server cannot be reached. */
  adif(): Promise<QueueFile> {
    return fetchFile(this.around, this.options.server, `${this.base}/api/admin/log.adi`, this.credentials);
  }

  /** Hears every event of the log once and in order. `echo` says that this program, or a logger, caused it: show it, do not act upon it. */
  onEvent(heard: (event: QueueEvent, echo: boolean) => void): () => void {
    return added(this.eventListeners, heard);
  }

  onSignal(heard: (signal: QueueSignal) => void): () => void {
    return added(this.signalListeners, heard);
  }

  /** Calls back each time a connection has caught up, before what was unanswered is sent again. */
  onReady(call: () => void): () => void {
    return added(this.readyListeners, call);
  }

  private look(): QueueView {
    return { line: this.line.status, queue: this.state ?? null, inStep: this.isReady, operator: this.operator, refused: this.refused };
  }

  private lineChanged(status: LineStatus): void {
    if (status.state === "connected") this.settleIn();
    else this.unsettle();
    if (status.state === "ended") {
      const refused = status.code === neverOpened ? new QueueRefusal("unknown_queue", "The server has no such queue.") : new QueueRefusal(status.reason || String(status.code), "The server has closed the connection for good.");
      this.refused ??= refused;
      this.requests.end(this.refused);
    }

    this.watched.tell();
  }

  private hear(message: FromServer): boolean {
    if (message.type === "event") {
      if ("seq" in message && typeof message.seq === "number") this.hearEvent(message);
      else return this.hearSignal(message as QueueSignal);
    } else if (!this.settling.take(message)) {
      this.requests.take(message);
    }

    return false;
  }

  private hearSignal(signal: QueueSignal): boolean {
    if (signal.event === "server_shutdown") this.line.advise(signal.data.reconnect_after_ms);
    for (const listener of [...this.signalListeners]) soundly(() => listener(signal));
    return signal.event === "connected";
  }

  private hearEvent(event: QueueEvent): void {
    if (this.held !== undefined) {
      this.held.push(event);
      return;
    }

    this.apply(event);
    this.watched.tell();
  }

  private apply(event: QueueEvent): void {
    if (this.state === undefined || (event.epoch === this.state.epoch && event.seq <= this.state.seq)) return;
    this.state = fold(this.state, event);
    const echo = isEcho(event, this.clientId);
    for (const listener of [...this.eventListeners]) soundly(() => listener(event, echo));
  }

  private unsettle(): void {
    this.stopPause();
    this.settling.forget();
    this.requests.lost();
    [this.held, this.isReady, this.operator] = [[], false, null];
  }

  /** Says who it is, takes up where it left off, and only then goes on with what was asked. */
  private settleIn(): void {
    this.unsettle();
    if (this.credentials === undefined) this.takeUp();
    else this.authenticate(this.credentials);
  }

  private authenticate(credentials: Credentials): void {
    this.settling.ask({ type: "auth", data: { ...credentials, client_id: this.clientId } }, authMs, (reply) => {
      if (reply.type === "response" && reply.success) {
        this.operator = credentials.username;
        this.takeUp();
      } else if (reply.error_code === "log_in_throttled" || isPassingCode(reply.error_code ?? "")) {
        this.stopPause = this.around.after(reply.details?.retry_after_ms ?? authMs, () => this.authenticate(credentials));
      } else {
        this.refused = new QueueRefusal(reply.error_code ?? "unknown", reply.error ?? "The log-in was refused.");
        this.credentials = undefined;
        this.line.disconnect();
        this.requests.end(this.refused);
      }
    });
  }

  private takeUp(): void {
    const from = this.state;
    const since = from === undefined ? {} : { since: from.seq, epoch: from.epoch };
    this.settling.ask({ type: "request", operation: "events.subscribe", data: since }, answerMs, (reply) => {
      const result = resultOf<"events.subscribe">(reply);
      if (result === undefined) this.line.retry();
      else if (result.snapshot !== undefined) this.start(result.snapshot);
      // What had come already comes again, from where it left off.
      else if (from !== undefined && result.recovered) this.go();
      else this.takeWhole();
    });
  }

  private takeWhole(): void {
    this.settling.ask({ type: "request", operation: "state.snapshot" }, answerMs, (reply) => {
      const snapshot = resultOf<"state.snapshot">(reply);
      if (snapshot === undefined) this.line.retry();
      else this.start(snapshot);
    });
  }

  private start(snapshot: Snapshot): void {
    this.state = snapshot;
    const held = this.held ?? [];
    this.held = undefined;
    for (const event of held) this.apply(event);
    this.go();
  }

  private go(): void {
    [this.held, this.isReady] = [undefined, true];
    for (const call of [...this.readyListeners]) soundly(call);
    this.requests.ready();
    this.watched.tell();
  }
}

const resultOf = <Name extends OperationName>(reply: Reply): ResultOf<Name> | undefined => (reply.type === "response" && reply.success ? (reply.data as ResultOf<Name>) : undefined);

const added = <Listener>(listeners: Set<Listener>, listener: Listener): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
