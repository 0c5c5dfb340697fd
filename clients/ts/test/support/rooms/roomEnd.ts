import type { ChatData, Hello } from "../../../src/rooms/index.js";
import { settle, type TestSocket, type World } from "../world.js";

export const room = {
  id: "lobby", name: "Lobby", created_at: "2026-03-01T08:00:00.000Z", created_by: 42, max_clients: 100, is_private: false, metadata: {}, persistent: true,
  default_role: "member" as const, retention: { max_entries: 100_000, max_age_s: null }, version: 1,
};

/** The server's end of a room, seen by user 42. */
export class RoomEnd {
  epoch = "k3x9";
  private connections = 0;

  constructor(private readonly world: World) {}

  get socket(): TestSocket {
    return this.world.last;
  }

  get said(): readonly { readonly type: string; readonly data: Record<string, unknown>; readonly client_msg_id?: string }[] {
    return this.socket.said as never;
  }

  /** What it was asked for in the address. */
  get query(): URLSearchParams {
    return new URL(this.socket.url).searchParams;
  }

  tell(type: string, data: object, more: object = {}): void {
    this.socket.tell({ type, data, room_id: "lobby", user_id: 0, timestamp: "2026-03-07T10:15:30.123Z", ...more });
  }

  entry(type: "chat" | "system", seq: number, data: object, user_id = 51, client_msg_id?: string): void {
    this.tell(type, data, { user_id, id: `${this.epoch}-${seq}`, seq, epoch: this.epoch, ...(client_msg_id === undefined ? {} : { client_msg_id }) });
  }

  chat(seq: number, text: string, user_id = 51, client_msg_id?: string): void {
    this.entry("chat", seq, { subtype: "text", text, user_handle: user_id === 42 ? "anna" : "ben" }, user_id, client_msg_id);
  }

  ack(client_msg_id: string, seq: number, duplicate = false): void {
    this.tell("system", { event: "ack", id: `${this.epoch}-${seq}`, seq, epoch: this.epoch, at: "2026-03-07T10:15:30.123Z", duplicate }, { client_msg_id });
  }

  error(code: string, more: object = {}, client_msg_id?: string): void {
    this.tell("system", { event: "error", code, message: "No.", fatal: false, ...more }, client_msg_id === undefined ? {} : { client_msg_id });
  }

  history(...messages: readonly (readonly [seq: number, data: Partial<ChatData>])[]): void {
    const items = messages.map(([seq, data]) => ({ type: "chat", data: { subtype: "text", user_handle: "ben", ...data }, room_id: "lobby", user_id: 51, timestamp: "t", id: `${this.epoch}-${seq}`, seq, epoch: this.epoch }));
    this.tell("system", { event: "history", items, has_more: (messages[0]?.[0] ?? 1) > 1, next: messages[0]?.[0] ?? null });
  }

  /** Accepts and greets; `recovered` names what was missed. */
  async greet(seq: number, recovery: Partial<Hello["recovery"]> = {}, more: Partial<Hello> = {}): Promise<void> {
    await settle();
    this.socket.accept();
    this.tell("system", {
      event: "hello", connection_id: `c${++this.connections}`, user_id: 42, user_handle: "anna", role: "member", muted: false, muted_until: null, room, position: { epoch: this.epoch, seq, floor: 1 },
      recovery: { requested: false, recovered: false, reason: null, from: null, to: null, ...recovery }, read_seq: 0, heartbeat: { ping_period_ms: 54_000, pong_wait_ms: 60_000 },
      limits: { max_message_bytes: 32_768, max_text_chars: 4_000, max_depth: 16, rate_per_s: 10, burst: 30, subtypes: ["text"] }, ...more,
    });
    await settle();
  }
}
