/** Any JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** An entry of the user's log. `server_timestamp` is in seconds since 1970. */
export interface SyncEvent {
  readonly seq: number;
  readonly type: string;
  readonly payload: { readonly [name: string]: Json };
  readonly server_timestamp: number;
}

/** What a player plays. Only `current_track` and `is_playing` are required; fields of one's own pass through. */
export interface PlaybackState {
  readonly current_track: { readonly id: string; readonly title?: string; /** Milliseconds. */ readonly duration?: number; readonly [name: string]: Json | undefined } | null;
  readonly is_playing: boolean;
  /** Seconds. */
  readonly position?: number;
  readonly queue_position?: number;
  readonly queue_version?: number;
  readonly volume?: number;
  readonly muted?: boolean;
  readonly shuffle?: boolean;
  readonly repeat?: "off" | "all" | "one";
  /** Milliseconds since 1970. */
  readonly timestamp?: number;
  readonly [name: string]: unknown;
}

export interface QueuedTrack {
  readonly id: string | number;
  readonly added_at: number | null;
}

/** What a player has lined up. */
export interface PlaybackQueue {
  readonly queue: readonly QueuedTrack[];
  readonly queue_version: number;
  readonly context?: { readonly [name: string]: unknown };
}

export interface ConnectedDevice {
  readonly id: number;
  readonly name: string;
  readonly device_type: string;
  readonly is_playing: boolean;
  readonly connected_at: number;
  readonly owner_user_id: number;
  readonly owner_handle: string;
  readonly is_shared: boolean;
}

export interface ActiveDevice extends PlaybackQueue {
  readonly device_id: number;
  readonly device_name: string;
  readonly state: PlaybackState;
}

export interface PresentDevice {
  readonly id: number;
  readonly name: string;
  readonly device_type: string;
  readonly online: boolean;
  readonly last_seen: string;
}

export type CommandStatus = "done" | "failed" | "timeout" | "gone";

export interface HandoverState {
  readonly handover_id: string;
  readonly from_device_id: number;
  readonly to_device_id: number;
  readonly stage: "releasing" | "taking" | "done" | "aborted";
  readonly reason?: "refused" | "source_timeout" | "target_timeout" | "source_gone" | "target_gone";
}

type Message<Type extends string, Payload> = { readonly type: Type; readonly payload: Payload };

/** All a server may say to a device. */
export type FromServer =
  | Message<"connected", { readonly device_id: number; readonly server_version: string; readonly connection_id: string; readonly user_id: number; readonly epoch: string; readonly seq: number; readonly heartbeat_seconds: number }>
  | Message<"pong", null>
  | Message<"error", { readonly code: string; readonly message: string }>
  | Message<"sync", { readonly event: SyncEvent }>
  | Message<"going_away", { readonly reason: string; readonly reconnect_after_ms: number }>
  | Message<"presence.devices", { readonly devices: readonly PresentDevice[]; readonly change: { readonly type: string; readonly device_id: number } | null }>
  | PlaybackFromServer;

/** The part of it that is about playing. */
export type PlaybackFromServer =
  | Message<"playback.welcome", { readonly device_id: number; readonly session: { readonly active_devices: readonly ActiveDevice[] }; readonly devices: readonly ConnectedDevice[] }>
  | Message<"playback.device_state", { readonly device_id: number; readonly device_name: string; readonly state: PlaybackState }>
  | Message<"playback.device_queue" | "playback.queue_sync", PlaybackQueue & { readonly device_id: number }>
  | Message<"playback.device_stopped", { readonly device_id: number; readonly reason: "stopped" | "disconnected" | "stale" }>
  | Message<"playback.device_list_changed", { readonly devices: readonly ConnectedDevice[]; readonly change: { readonly type: string; readonly device_id: number } }>
  | Message<"playback.command", { readonly command: string; readonly payload: Json; readonly sender_device_id: number; readonly command_id?: string }>
  | Message<"playback.command_ack", { readonly command_id: string; readonly target_device_id: number; readonly expects_result: boolean }>
  | Message<"playback.command_result", { readonly command_id: string; readonly device_id: number; readonly status: CommandStatus; readonly message?: string; readonly data?: Json }>
  | Message<"playback.error", { readonly code: string; readonly message: string; readonly context: string; readonly command_id?: string; readonly handover_id?: string }>
  | Message<"playback.handover_release", { readonly handover_id: string; readonly to_device_id: number; readonly timeout_ms: number }>
  | Message<"playback.handover_take", PlaybackQueue & { readonly handover_id: string; readonly from_device_id: number; readonly state: PlaybackState; readonly play: boolean; readonly timeout_ms: number }>
  | Message<"playback.handover_state", HandoverState>;

/** All a device may say; other applications of the server add prefixes of their own. */
export type ToServer =
  | { readonly type: "ping" }
  | { readonly type: "presence.watch" }
  | Message<"playback.hello", { readonly device_name: string; readonly device_type: string; readonly features: readonly string[] }>
  | Message<"playback.state", PlaybackState>
  | Message<"playback.queue_update", PlaybackQueue>
  | Message<"playback.request_queue", { readonly target_device_id?: number } | null>
  | Message<"playback.command", { readonly command: string; readonly payload?: Json; readonly target_device_id: number; readonly command_id?: string }>
  | Message<"playback.command_result", { readonly command_id: string; readonly sender_device_id: number; readonly ok: boolean; readonly message?: string; readonly data?: Json }>
  | Message<"playback.handover", { readonly handover_id: string; readonly from_device_id: number; readonly to_device_id: number; readonly play?: boolean }>
  | Message<"playback.handover_ready", PlaybackQueue & { readonly handover_id: string; readonly state: PlaybackState }>
  | Message<"playback.handover_taken", { readonly handover_id: string }>
  | Message<"playback.handover_refused", { readonly handover_id: string; readonly message?: string }>;
