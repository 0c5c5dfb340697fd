import type { Qso, Snapshot } from "../../../src/queue/index.js";
import { settle, type TestSocket, type World } from "../world.js";

const qrz = { callsign: "", name: null, address: null, dxcc_name: null, image: null, error: null, grid: { lat: null, long: null, grid: null }, url: null };

export const qso = (callsign: string, metadata: Qso["metadata"] = { source: "queue" }): Qso => ({ callsign, timestamp: "2026-03-09T18:22:05.123Z", qrz: { ...qrz, callsign }, metadata });

export const entry = (callsign: string, position: number) => ({ callsign, timestamp: "2026-03-09T18:20:00.000Z", position, time_in_queue: 1, skips: 0, qrz: { ...qrz, callsign } });

export const snapshotAt = (seq: number, more: Partial<Snapshot> = {}): Snapshot => ({
  queue_name: "main",
  title: "20 m SSB",
  epoch: "k3v9",
  seq,
  server_time: "2026-03-09T18:22:05.123Z",
  system_status: { active: true, last_updated: null },
  paused: false,
  current_qso: null,
  queue: { queue: [], total: 0, max_size: 4, system_active: true },
  frequency: { frequency: null, last_updated: null },
  split: { split: null, last_updated: null },
  worked_callers: { worked_callers: [], total: 0 },
  average_seconds: null,
  operator: null,
  ...more,
});

/** The queue's end of a test socket. */
export class QueueEnd {
  constructor(private readonly world: World) {}

  get socket(): TestSocket {
    return this.world.last;
  }

  get said(): readonly { readonly type: string; readonly id: string; readonly operation?: string; readonly data?: Record<string, unknown>; readonly idempotency_key?: string }[] {
    return this.socket.said as never;
  }

  get last() {
    return this.said.at(-1)!;
  }

  /** Accepts and greets. */
  async greet(seq = 118): Promise<void> {
    await settle();
    this.socket.accept();
    this.socket.tell({ type: "event", event: "connected", data: { connection_id: "c-1", epoch: "k3v9", seq, heartbeat_seconds: 30 }, id: null });
    await settle();
  }

  /** Lets a client come in for the first time. */
  async letIn(snapshot: Snapshot = snapshotAt(118)): Promise<void> {
    await this.greet(snapshot.seq);
    if (this.last.type === "auth") this.succeed({ authenticated: true });
    this.succeed({ subscribed: [], epoch: snapshot.epoch, seq: snapshot.seq });
    this.succeed(snapshot);
    await settle();
  }

  /** Answers what was said last. */
  succeed(data: unknown, more: object = {}, asked = this.last): void {
    this.socket.tell({ type: "response", id: asked.id, operation: asked.operation ?? "auth", success: true, data, error: null, error_code: null, ...more });
  }

  fail(error_code: string, details: object = {}, asked = this.last): void {
    this.socket.tell({ type: "response", id: asked.id, operation: asked.operation ?? "auth", success: false, data: null, error: "No.", error_code, details });
  }

  event(event: string, data: unknown, seq: number, origin: string | null = null, epoch = "k3v9"): void {
    this.socket.tell({ type: "event", event, data, timestamp: "2026-03-09T18:22:05.123Z", seq, epoch, origin });
  }

  signal(event: string, data: unknown): void {
    this.socket.tell({ type: "event", event, data, timestamp: "2026-03-09T18:22:05.123Z" });
  }
}
