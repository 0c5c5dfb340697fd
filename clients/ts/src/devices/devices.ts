import { Account, type LogIn, type Session } from "../accounts/account.js";
import { inMemory, type Storage } from "../keep/storage.js";
import { socketAddress } from "../line/addresses.js";
import { Refusal, isPassing } from "../line/http.js";
import { freshId } from "../line/ids.js";
import { Line } from "../line/line.js";
import { browser, type Surroundings } from "../line/surroundings.js";
import { Watched, type Watchable } from "../line/watched.js";
import { Appends, type Outgoing } from "./appends.js";
import { isFinal, statusOf, type DeviceStatus } from "./deviceStatus.js";
import { Handlers, type Handler } from "./handlers.js";
import type { FromServer, Json, SyncEvent } from "./messages.js";
import { Sync } from "./sync.js";

export interface DevicesOptions {
  /** The server, such as `https://home.example.org`; the page's own if left out. */
  readonly server?: string;
  /** Where cursor, documents and unanswered events are kept; memory only if left out. */
  readonly storage?: Storage;
  /** Whether a tab that another tab has replaced takes the connection back when the user turns to it; true if left out. */
  readonly reclaimOnFocus?: boolean;
  /** Who is signed in; an account of its own if left out. */
  readonly account?: Account;
  readonly around?: Surroundings;
}

export interface DevicesView {
  readonly status: DeviceStatus;
  readonly session: Session | null;
  readonly deviceId: number | null;
  readonly serverVersion: string | null;
  /** Events that the server has not answered. */
  readonly waiting: readonly Outgoing[];
}

/** This device of the user: one socket for the whole page, the user's documents in step with the other devices, and messages by prefix. */
export class Devices implements Watchable<DevicesView> {
  readonly account: Account;
  readonly sync: Sync;
  private readonly storage: Storage;
  private readonly appends: Appends;
  private readonly handlers = new Handlers();
  private readonly around: Surroundings;
  private readonly line: Line;
  private readonly watched = new Watched<DevicesView>(() => this.look());
  private session: Session | null = null;
  private connection: { readonly id: string; readonly deviceId: number; readonly version: string } | undefined;
  private signedOut: string | undefined;
  private stopFocus: () => void = () => undefined;

  constructor(private readonly options: DevicesOptions = {}) {
    this.around = options.around ?? browser;
    this.storage = options.storage ?? inMemory();
    this.account = options.account ?? new Account({ ...(options.server === undefined ? {} : { server: options.server }), around: this.around });
    this.sync = new Sync(this.account.http, this.storage, this.around);
    this.appends = new Appends(
      this.account.http,
      this.storage,
      this.around,
      // A tab without the device's live connection names another one, so that the tab that has it is told of what this one appends.
      () => this.connection?.id ?? "none",
      (epoch, event) => this.sync.take(epoch, event),
      () => this.watched.tell(),
    );
    this.line = new Line(
      {
        address: () => this.address(),
        hear: (message) => this.hear(message as FromServer),
        changed: () => this.watched.tell(),
        ping: () => ({ type: "ping" }),
        isFinal,
        isPointless: (trouble) => trouble instanceof Refusal && trouble.status === 401,
        isRefused: async () => (await this.account.session()) === null,
      },
      this.around,
    );
  }

  readonly subscribe = (changed: () => void): (() => void) => this.watched.subscribe(changed);

  readonly getSnapshot = (): DevicesView => this.watched.getSnapshot();

  get status(): DeviceStatus {
    return this.signedOut !== undefined ? { state: "signed_out", reason: this.signedOut } : statusOf(this.line.status);
  }

  /** The live connection, as the server names it; undefined while there is none. */
  get connectionId(): string | undefined {
    return this.line.status.state === "connected" ? this.connection?.id : undefined;
  }

  /** For a page that has just loaded: connects if somebody is signed in. Where the server cannot be reached it shows what was kept and goes on trying. */
  async start(): Promise<boolean> {
    let session: Session | null;
    try {
      session = await this.account.session();
    } catch (trouble) {
      if (!isPassing(trouble)) throw trouble;
      const userId = await this.kept("user");
      if (typeof userId === "number") await this.open(userId);
      this.connect();
      return true;
    }

    if (session !== null) await this.begin(session);
    else this.signOut("unauthenticated");
    return session !== null;
  }

  /** Signs in and connects. The device's own id is made at the first time and kept. */
  async logIn(request: Omit<LogIn, "device_uuid"> & { readonly device_uuid?: string }): Promise<Session> {
    const session = await this.account.logIn({ ...request, device_uuid: request.device_uuid ?? (await this.deviceUuid()) });
    await this.begin(session);
    return session;
  }

  /** Signs out here, or everywhere, and forgets what was kept of the user. */
  async logOut(scope: "this" | "all" = "this"): Promise<void> {
    await this.account.logOut(scope);
    this.disconnect();
    this.signOut("logged_out");
    await Promise.all([this.appends.forget(), this.sync.forget(), this.storage.delete("user")]);
  }

  /** Does nothing if it is connecting or connected. */
  connect(): void {
    this.signedOut = undefined;
    this.stopFocus();
    this.stopFocus = this.options.reclaimOnFocus === false ? () => undefined : this.around.onFocus(() => this.takeOver());
    this.line.connect();
  }

  /** Closes with 1000 and stays away. */
  disconnect(): void {
    this.stopFocus();
    this.line.disconnect();
  }

  /** Takes the connection back from the tab that has it now; does nothing unless this one was replaced. */
  takeOver(): void {
    if (this.status.state === "replaced") this.line.connect();
  }

  /** Hears the messages whose type begins with the prefix and a dot, or is the prefix. The answer takes it back. */
  register(prefix: string, handler: Handler): () => void {
    return this.handlers.add(prefix, handler);
  }

  /** Says something; false, and nothing is kept, unless connected. */
  send(type: string, payload: unknown): boolean {
    return this.line.send({ type, payload: payload ?? null });
  }

  /** Appends to the user's log, as soon as the server can be reached; resolves once it is on disk there. */
  append(type: string, payload: { readonly [name: string]: Json }): Promise<SyncEvent> {
    return this.appends.append(type, payload);
  }

  setDocument(collection: string, id: string, value: Json): Promise<SyncEvent> {
    return this.append("document_set", { collection, id, value });
  }

  deleteDocument(collection: string, id: string): Promise<SyncEvent> {
    return this.append("document_deleted", { collection, id });
  }

  private async begin(session: Session): Promise<void> {
    this.session = session;
    await this.open(session.user_id);
    this.connect();
  }

  /** Goes on with what was kept of a user. */
  private async open(userId: number): Promise<void> {
    await Promise.all([this.sync.open(userId), this.appends.open(userId)]);
    await this.storage.set("user", userId).catch(() => undefined);
  }

  private signOut(reason: string): void {
    [this.session, this.signedOut] = [null, reason];
    this.watched.tell();
  }

  /** The socket's address; a user that is not known yet is asked for first, as what was kept is kept by user. */
  private async address(): Promise<string> {
    if (this.session === null) {
      const session = await this.account.session();
      if (session === null) throw new Refusal(401, "unauthenticated", "unauthenticated");
      this.session = session;
      await this.open(session.user_id);
    }

    return socketAddress(this.options.server, "/v1/ws");
  }

  private look(): DevicesView {
    const isConnected = this.line.status.state === "connected";
    // A session that has ended is nobody's any more, also where the server ended it.
    const session = this.status.state === "signed_out" ? null : this.session;
    return { status: this.status, session, deviceId: (isConnected ? this.connection?.deviceId : undefined) ?? session?.device_id ?? null, serverVersion: this.connection?.version ?? null, waiting: this.appends.waiting };
  }

  private hear(message: FromServer): boolean {
    if (typeof message !== "object" || message === null || typeof message.type !== "string") return false;
    const { type, payload } = message;
    if (type === "connected") {
      this.connection = { id: payload.connection_id, deviceId: payload.device_id, version: payload.server_version };
      this.line.heartbeatMs = payload.heartbeat_seconds * 1_000;
      this.sync.connected({ epoch: payload.epoch, seq: payload.seq });
      this.appends.go();
    } else if (type === "sync") {
      this.sync.pushed(payload.event);
    } else if (type === "going_away") {
      this.line.advise(payload.reconnect_after_ms);
    }

    const isHeard = this.handlers.handle(type, payload);
    if (!isHeard && !known.has(type)) console.debug(`Rollcall: nobody hears ${type}`);
    return type === "connected";
  }

  private async deviceUuid(): Promise<string> {
    const kept = await this.kept("device");
    if (typeof kept === "string") return kept;
    const fresh = freshId();
    await this.storage.set("device", fresh).catch(() => undefined);
    return fresh;
  }

  /** What was kept under a name. A storage that may not be used, as in a private window, keeps nothing; the sync's view says so, and the page works all the same. */
  private async kept(name: string): Promise<unknown> {
    return (await this.storage.list(name).catch(() => [])).find(([found]) => found === name)?.[1];
  }
}

const known = new Set(["connected", "sync", "going_away", "pong", "error"]);
