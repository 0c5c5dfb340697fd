import { settle, type HttpAnswer, type HttpRequest, type TestSocket, type World } from "../world.js";
import type { Json, SyncEvent } from "../../../src/devices/index.js";

/** A server's end for one user: a log in memory, answered by HTTP, and the socket. */
export class DeviceEnd {
  epoch = "k3v9";
  readonly log: SyncEvent[] = [];
  floor = 1;
  pageSize = 1_000;
  isSignedIn = true;
  private readonly firstAnswers = new Map<string, SyncEvent>();
  private connections = 0;

  constructor(private readonly world: World) {
    world.answer = (request) => this.answer(request);
  }

  get socket(): TestSocket {
    return this.world.last;
  }

  get said(): readonly { readonly type: string; readonly payload?: Record<string, unknown> | null }[] {
    return this.socket.said as never;
  }

  get head(): number {
    return this.log.length;
  }

  /** What was asked by HTTP, as `GET /path`. */
  get asked(): readonly string[] {
    return this.world.requests.map(({ method, path }) => `${method} ${path}`);
  }

  /** Somebody appends. */
  append(type: string, payload: { readonly [name: string]: Json }): SyncEvent {
    const event: SyncEvent = { seq: this.head + 1, type, payload, server_timestamp: 1_772_990_525 };
    this.log.push(event);
    return event;
  }

  set(id: string, value: Json): SyncEvent {
    return this.append("document_set", { collection: "notes", id, value });
  }

  tell(type: string, payload: unknown): void {
    this.socket.tell({ type, payload });
  }

  push(event: SyncEvent): void {
    this.tell("sync", { event });
  }

  /** Accepts and greets. */
  async greet(seq = this.head): Promise<void> {
    await settle();
    this.socket.accept();
    this.tell("connected", { device_id: 7, server_version: "1.4.0", connection_id: `c-${++this.connections}`, user_id: 42, epoch: this.epoch, seq, heartbeat_seconds: 30 });
    await settle();
  }

  /** What documents the log makes. */
  get documents(): Record<string, Json> {
    const notes: Record<string, Json> = {};
    for (const { type, payload } of this.log) {
      if (type === "document_set") notes[String(payload["id"])] = payload["value"] ?? null;
      else if (type === "document_deleted") delete notes[String(payload["id"])];
    }

    return notes;
  }

  private answer({ method, path, body }: HttpRequest): HttpAnswer {
    const session = { user_handle: "ada", permissions: [], user_id: 42, role: "member", device_id: 7, device_name: null };
    if (path.startsWith("/v1/auth/login")) {
      this.isSignedIn = true;
      return { status: 201, body: { ...session, token: "9mJt" } };
    }

    if (!this.isSignedIn) return { status: 401, body: { detail: "No.", code: "unauthenticated" } };
    if (path === "/v1/auth/session") return { status: 200, body: session };
    if (path.startsWith("/v1/auth/logout")) {
      this.isSignedIn = false;
      return { status: 200, body: { closed_sessions: 1 } };
    }

    if (path === "/v1/sync/state") {
      return { status: 200, body: { seq: this.head, epoch: this.epoch, documents: Object.entries(this.documents).map(([id, value]) => ({ collection: "notes", id, value })), permissions: [] } };
    }

    if (method === "POST" && path === "/v1/sync/events") return this.appended(body as { type: string; payload: { [name: string]: Json }; client_event_id: string });
    const query = new URL(path, "http://here").searchParams;
    const since = Number(query.get("since"));
    if (since !== 0 && (query.get("epoch") !== this.epoch || since > this.head || since + 1 < this.floor)) return { status: 410, body: { detail: "Gone.", code: "gone", epoch: this.epoch, floor_seq: this.floor, head_seq: this.head } };
    const events = this.log.slice(Math.max(since, this.floor - 1)).slice(0, this.pageSize);
    const current = events.at(-1)?.seq ?? this.head;
    return { status: 200, body: { events, current_seq: current, epoch: this.epoch, head_seq: this.head, floor_seq: this.floor, more: current < this.head } };
  }

  private appended({ type, payload, client_event_id }: { type: string; payload: { [name: string]: Json }; client_event_id: string }): HttpAnswer {
    const first = this.firstAnswers.get(client_event_id);
    if (first !== undefined) return { status: 200, body: { event: first, epoch: this.epoch } };
    const event = this.append(type, payload);
    this.firstAnswers.set(client_event_id, event);
    return { status: 201, body: { event, epoch: this.epoch } };
  }
}
