export type RoomRole = "owner" | "moderator" | "member" | "read_only";

export interface RoomRecord {
  readonly id: string;
  readonly name: string;
  readonly created_at: string;
  readonly created_by: number;
  readonly max_clients: number;
  readonly is_private: boolean;
  readonly metadata: { readonly [name: string]: unknown };
  readonly persistent: boolean;
  readonly default_role: "member" | "read_only";
  readonly retention: { readonly max_entries: number; readonly max_age_s: number | null };
  readonly version: number;
}

/** What is on everything the server says. */
interface Envelope {
  readonly room_id: string;
  readonly user_id: number;
  readonly timestamp: string;
  readonly client_msg_id?: string;
}

/** What is on everything that is logged. */
interface Logged extends Envelope {
  readonly id: string;
  readonly seq: number;
  readonly epoch: string;
}

export interface ChatData {
  readonly subtype: string;
  readonly user_handle: string;
  readonly text?: string;
  readonly body?: { readonly [name: string]: unknown };
  readonly revision?: number;
  readonly edited_at?: string;
  readonly deleted?: true;
  readonly deleted_at?: string;
  readonly deleted_by?: number;
}

export type ChatEntry = Logged & { readonly type: "chat"; readonly data: ChatData };

export interface Edited {
  readonly event: "message_edited";
  readonly target_id: string;
  readonly target_seq: number;
  readonly subtype: string;
  readonly revision: number;
  readonly text?: string;
  readonly body?: { readonly [name: string]: unknown };
  readonly deleted?: true;
}

type Happening =
  | Edited
  | { readonly event: "message_deleted"; readonly target_id: string; readonly target_seq: number }
  | { readonly event: "room_created"; readonly room: RoomRecord }
  | { readonly event: "room_updated"; readonly room: RoomRecord; readonly changed: readonly string[] }
  | { readonly event: "member_changed"; readonly target_user_id: number; readonly target_user_handle: string; readonly role: RoomRole | null; readonly invite_id?: string }
  | { readonly event: "invite_created"; readonly invite_id: string; readonly role: RoomRole; readonly max_uses: number; readonly expires_at: string }
  | { readonly event: "invite_revoked"; readonly invite_id: string }
  | { readonly event: "moderation"; readonly action: "kick" | "ban" | "unban" | "mute" | "unmute"; readonly target_user_id: number; readonly until: string | null; readonly reason: string | null }
  | { readonly event: "room_closed"; readonly reason: "deleted" | "empty" | "idle" };

/** Something logged in the room. */
export type RoomEntry = ChatEntry | (Logged & { readonly type: "system"; readonly data: Happening });

export interface Present {
  readonly user_id: number;
  readonly user_handle: string;
  readonly role: RoomRole;
  readonly state: "active" | "away";
}

export type PresenceData =
  | { readonly event: "snapshot"; readonly mode: "list" | "count"; readonly users?: readonly Present[]; readonly user_count: number; readonly connection_count: number }
  | {
      readonly event: "diff";
      readonly joins: readonly Present[];
      readonly leaves: readonly number[];
      readonly updates: readonly { readonly user_id: number; readonly state: "active" | "away" }[];
      readonly user_count: number;
      readonly connection_count: number;
    }
  | { readonly event: "count"; readonly user_count: number; readonly connection_count: number }
  | { readonly event: "typing"; readonly user_ids: readonly number[]; readonly more: number };

export interface Hello {
  readonly event: "hello";
  readonly connection_id: string;
  readonly user_id: number;
  readonly user_handle: string;
  readonly role: RoomRole;
  readonly muted: boolean;
  readonly muted_until: string | null;
  readonly room: RoomRecord;
  readonly position: { readonly epoch: string; readonly seq: number; readonly floor: number };
  readonly recovery: { readonly requested: boolean; readonly recovered: boolean; readonly reason: "epoch_changed" | "expired" | "too_many" | "ahead" | null; readonly from: number | null; readonly to: number | null };
  readonly read_seq: number;
  readonly heartbeat: { readonly ping_period_ms: number; readonly pong_wait_ms: number };
  readonly limits: { readonly max_message_bytes: number; readonly max_text_chars: number; readonly max_depth: number; readonly rate_per_s: number; readonly burst: number; readonly subtypes: readonly string[] };
}

export interface RoomError {
  readonly event: "error";
  readonly code: string;
  readonly message: string;
  readonly fatal: boolean;
  readonly retry_after_ms?: number;
  readonly field?: string;
  readonly until?: string | null;
}

export interface History {
  readonly event: "history";
  readonly items: readonly ChatEntry[];
  readonly has_more: boolean;
  readonly next: number | null;
}

type Answer =
  | Hello
  | History
  | { readonly event: "ack"; readonly id: string; readonly seq: number; readonly epoch: string; readonly at: string; readonly duplicate: boolean }
  | RoomError
  | { readonly event: "read"; readonly read_seq: number }
  | { readonly event: "pong"; readonly nonce: string | null }
  | { readonly event: "warning"; readonly code: "room_closing" | "signals_dropped" | (string & Record<never, never>); readonly closes_at?: string }
  | { readonly event: "going_away"; readonly reason: string; readonly reconnect_after_ms: number };

/** All a server may say to somebody in a room. */
export type FromServer = RoomEntry | (Envelope & { readonly type: "presence"; readonly data: PresenceData }) | (Envelope & { readonly type: "system"; readonly data: Answer });

/** What one says about a message. */
export type ChatRequest =
  | { readonly text: string; readonly subtype?: string; readonly body?: { readonly [name: string]: unknown } }
  | { readonly subtype: string; readonly body: { readonly [name: string]: unknown }; readonly text?: string }
  | { readonly action: "edit"; readonly id: string; readonly text?: string; readonly body?: { readonly [name: string]: unknown } }
  | { readonly action: "delete"; readonly id: string };

/** All a client may say in a room. */
export type ToServer =
  | { readonly type: "chat"; readonly data: ChatRequest; readonly client_msg_id: string }
  | {
      readonly type: "presence";
      readonly data:
        | { readonly event: "state"; readonly state: "active" | "away" }
        | { readonly event: "typing"; readonly typing: boolean }
        | { readonly event: "read"; readonly seq: number }
        | { readonly event: "ping"; readonly nonce?: string };
    };
