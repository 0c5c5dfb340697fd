import { socketAddress } from "../line/addresses.js";
import type { Pace } from "../line/backOff.js";
import { Http, Refusal } from "../line/http.js";
import { Line } from "../line/line.js";
import type { LineStatus } from "../line/lineStatus.js";
import { browser, type Surroundings } from "../line/surroundings.js";
import { Watched, soundly, type Watchable } from "../line/watched.js";
import { foldEntry, noMessages, withOlder, type Messages } from "./history.js";
import { Kept } from "./kept.js";
import type { ChatEntry, ChatRequest, FromServer, Hello, RoomEntry, RoomError, RoomRecord } from "./messages.js";
import { Outgoing, type Acknowledged } from "./outgoing.js";
import { foldPresence, nobody, type Presence } from "./presence.js";
import { ReadMark } from "./readMark.js";
import type { RoomOptions, RoomView } from "./roomView.js";
import { Typing } from "./typing.js";

/** Between 0 and 1 s, 2 s, 4 s ... 30 s (specification of rooms, 7). */
const pace: Pace = { firstMs: 1_000, longestMs: 30_000, from: 0, to: 1 };
const provenMs = 30_000;
const tooFast = 4002;
const tooFastMs = 10_000;

/** One person's place in one room. It comes back by itself, gets exactly what it missed, or starts over. */
export class Room implements Watchable<RoomView> {
  private readonly around: Surroundings;
  private readonly http: Http;
  private readonly line: Line;
  private readonly outgoing: Outgoing;
  private readonly typing: Typing;
  private readonly readMark: ReadMark;
  private readonly watched = new Watched<RoomView>(() => this.look());
  private readonly listeners = new Set<(entry: RoomEntry) => void>();
  private position: { readonly epoch: string; readonly seq: number } | undefined;
  private connectionId: string | undefined;
  private room: RoomRecord | null = null;
  private me: RoomView["me"] = null;
  private messages: Messages = noMessages;
  private presence: Presence = nobody;
  private refused: Refusal | null = null;
  private closesAt: string | null = null;
  private lives = 0;

  constructor(private readonly options: RoomOptions) {
    this.around = options.around ?? browser;
    this.http = options.http ?? new Http({ ...(options.server === undefined ? {} : { server: options.server }), around: this.around });
    this.line = new Line(
      {
        address: () => this.address(),
        hear: (message) => this.hear(message as FromServer),
        changed: (status) => this.lineChanged(status),
        ping: () => ({ type: "presence", data: { event: "ping" } }),
        pace,
        provenMs,
        isFinal: (code) => this.isFinal(code),
        isPointless: (trouble) => trouble instanceof Refusal && (trouble.status === 401 || trouble.status === 403),
      },
      this.around,
    );
    this.outgoing = new Outgoing((message) => this.line.send(message), this.around, () => this.watched.tell(), options.storage && new Kept(options.storage, options.room));
    this.typing = new Typing((typing) => this.line.send({ type: "presence", data: { event: "typing", typing } }), this.around);
    this.readMark = new ReadMark((seq) => this.line.send({ type: "presence", data: { event: "read", seq } }), this.around);
  }

  readonly subscribe = (changed: () => void): (() => void) => this.watched.subscribe(changed);

  readonly getSnapshot = (): RoomView => this.watched.getSnapshot();

  /** Comes in, or back. */
  connect(): void {
    this.refused = null;
    this.line.connect();
  }

  /** Leaves; what was not acknowledged is given up, unless it is kept in a storage: then it goes out when this user is next here. */
  disconnect(): void {
    this.typing.posted();
    this.line.disconnect();
    this.outgoing.end(new Refusal(0, "left", "You have left the room."));
  }

  /** Says something; shown at once in `sending`. Resolves once it is on disk, rejects with a {@link Refusal}. */
  send(text: string): Promise<Acknowledged>;
  send(message: Extract<ChatRequest, { subtype?: string }>): Promise<Acknowledged>;
  send(message: string | ChatRequest): Promise<Acknowledged> {
    this.typing.posted();
    return this.outgoing.add(typeof message === "string" ? { text: message } : message);
  }

  edit(id: string, content: { readonly text?: string; readonly body?: { readonly [name: string]: unknown } }): Promise<Acknowledged> {
    return this.outgoing.add({ action: "edit", id, ...content });
  }

  delete(id: string): Promise<Acknowledged> {
    return this.outgoing.add({ action: "delete", id });
  }

  /** Says a refused message again. */
  again(clientMsgId: string): void {
    this.outgoing.again(clientMsgId);
  }

  /** Drops a refused message. */
  discard(clientMsgId: string): void {
    this.outgoing.discard(clientMsgId);
  }

  /** A key was pressed in the field. */
  key(): void {
    this.typing.key();
  }

  /** The field is empty again, or was left. */
  stopTyping(): void {
    this.typing.stop();
  }

  /** The user looks at something else, or is back. */
  setState(state: "active" | "away"): boolean {
    return this.line.send({ type: "presence", data: { event: "state", state } });
  }

  /** The user has read up to this message. */
  read(seq: number): void {
    this.readMark.raise(seq);
    this.watched.tell();
  }

  /** Fetches the messages before those that are here; false if there are none. */
  async older(limit = 50): Promise<boolean> {
    const [before, epoch, life] = [this.messages.before, this.position?.epoch, this.lives];
    if (before === null || epoch === undefined) return false;
    const page = await this.http.ask<{ items: readonly ChatEntry[]; has_more: boolean; next: number | null }>(
      "GET",
      `/api/rooms/${this.options.room}/messages?before=${before}&limit=${limit}&epoch=${encodeURIComponent(epoch)}`,
    );
    // Everything here may have been dropped meanwhile.
    if (life !== this.lives) return false;
    this.messages = withOlder(this.messages, page);
    this.watched.tell();
    return page.items.length > 0;
  }

  /** Hears every entry of the room once and in order, messages and what else is logged, from the moment of coming in. */
  onEntry(heard: (entry: RoomEntry) => void): () => void {
    this.listeners.add(heard);
    return () => this.listeners.delete(heard);
  }

  private look(): RoomView {
    return {
      line: this.line.status,
      room: this.room,
      me: this.me,
      messages: this.messages.items,
      hasOlder: this.messages.before !== null,
      sending: this.outgoing.waiting,
      unsent: this.outgoing.unsent,
      presence: this.presence,
      readSeq: this.readMark.seq,
      refused: this.refused,
      closesAt: this.closesAt,
    };
  }

  private async address(): Promise<string> {
    const { room, server, ticket, history } = this.options;
    const query = new URLSearchParams({ close_codes: "1", ...(history === undefined ? {} : { history: String(history) }) });
    if (this.position !== undefined) {
      query.set("since", String(this.position.seq));
      query.set("epoch", this.position.epoch);
    }

    if (this.connectionId !== undefined) query.set("replaces", this.connectionId);
    if (ticket === true) query.set("ticket", (await this.http.ask<{ ticket: string }>("POST", "/api/rooms/tickets", { room_id: room })).ticket);
    return socketAddress(server, `/ws/${room}?${query.toString()}`);
  }

  private isFinal(code: number): boolean {
    if (code === tooFast) this.line.advise(tooFastMs);
    return [1000, 1002, 1003, 1007, 1008, 1009].includes(code) || (code >= 4500 && code <= 4999);
  }

  private lineChanged(status: LineStatus): void {
    if (status.state === "connected") {
      this.outgoing.ready(this.me?.userId ?? 0);
      this.readMark.tell();
    } else {
      this.outgoing.lost();
      this.typing.posted();
      this.readMark.stop();
    }

    if (status.state === "ended") {
      this.refused ??= new Refusal(0, status.reason || String(status.code), "The server has closed the connection.");
      this.outgoing.end(this.refused);
    }

    this.watched.tell();
  }

  private hear(message: FromServer): boolean {
    if (message.type === "presence") this.presence = foldPresence(this.presence, message.data);
    else if ("seq" in message) this.take(message);
    else this.hearAnswer(message.data, message.client_msg_id);
    this.watched.tell();
    return message.type === "system" && message.data.event === "hello";
  }

  private hearAnswer(data: Exclude<Extract<FromServer, { type: "system" }>, { seq: number }>["data"], clientMsgId: string | undefined): void {
    switch (data.event) {
      case "hello":
        this.greeted(data);
        break;
      case "history":
        this.messages = withOlder(this.messages, data);
        break;
      case "ack":
        this.outgoing.acknowledged(clientMsgId, { id: data.id, seq: data.seq });
        break;
      case "error":
        this.hearError(data, clientMsgId);
        break;
      case "read":
        this.readMark.heard(data.read_seq);
        break;
      case "warning":
        if (data.code === "room_closing") this.closesAt = data.closes_at ?? null;
        break;
      case "going_away":
        this.line.advise(data.reconnect_after_ms);
        break;
      default:
        break;
    }
  }

  private hearError(error: RoomError, clientMsgId: string | undefined): void {
    // What was sent is answered by the next connection if this one ends with it.
    if (error.fatal) this.refused = new Refusal(0, error.code, error.message, error.retry_after_ms, { ...error });
    else this.outgoing.refused(clientMsgId, error);
  }

  private greeted(hello: Hello): void {
    [this.connectionId, this.room, this.refused, this.closesAt] = [hello.connection_id, hello.room, null, null];
    this.me = { userId: hello.user_id, handle: hello.user_handle, role: hello.role, muted: hello.muted, mutedUntil: hello.muted_until };
    this.line.heartbeatMs = hello.heartbeat.ping_period_ms;
    if (!hello.recovery.recovered) {
      if (this.position !== undefined && this.position.epoch !== hello.position.epoch) this.readMark.startOver();
      this.position = hello.position;
      this.messages = noMessages;
      this.lives++;
    }

    this.readMark.heard(hello.read_seq);
  }

  private take(entry: RoomEntry): void {
    if (this.position === undefined || (entry.epoch === this.position.epoch && entry.seq <= this.position.seq)) return;
    this.position = { epoch: entry.epoch, seq: entry.seq };
    this.messages = foldEntry(this.messages, entry);
    this.closesAt = null;
    // One's own message came back: it is on disk, also where the acknowledgement was lost.
    if (entry.user_id === this.me?.userId) this.outgoing.acknowledged(entry.client_msg_id, { id: entry.id, seq: entry.seq });
    if (entry.type === "system") this.takeHappening(entry.data);
    for (const listener of [...this.listeners]) soundly(() => listener(entry));
  }

  private takeHappening(data: Extract<RoomEntry, { type: "system" }>["data"]): void {
    if (data.event === "room_updated" || data.event === "room_created") this.room = data.room;
    if (!("target_user_id" in data)) return;
    const users = this.presence.users;
    if (data.event === "member_changed") {
      const role = data.role ?? this.room?.default_role ?? "member";
      const there = users.get(data.target_user_id);
      if (there !== undefined) this.presence = { ...this.presence, users: new Map([...users, [there.user_id, { ...there, role }]]) };
      if (this.me?.userId === data.target_user_id) this.me = { ...this.me, role };
    } else if (this.me?.userId === data.target_user_id && (data.action === "mute" || data.action === "unmute")) {
      this.me = { ...this.me, muted: data.action === "mute", mutedUntil: data.action === "mute" ? data.until : null };
    }
  }
}
