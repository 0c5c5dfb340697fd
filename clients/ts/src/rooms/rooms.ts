import { Http, type HttpOptions } from "../line/http.js";
import type { ChatEntry, Present, RoomRecord, RoomRole } from "./messages.js";

/** A room as it is listed, with how many are there. */
export type CountedRoom = RoomRecord & { readonly user_count: number; readonly connection_count: number };
export type NewRoom = Partial<Pick<RoomRecord, "id" | "name" | "max_clients" | "is_private" | "metadata" | "persistent" | "default_role" | "retention">>;

export interface Member {
  readonly user_id: number;
  readonly user_handle: string;
  readonly role: RoomRole;
  readonly since: string;
}

export interface Invite {
  readonly invite_id: string;
  readonly role: RoomRole;
  readonly max_uses: number;
  readonly uses: number;
  readonly expires_at: string;
  readonly created_by: number;
}

/** A ban or a mute; `until` null is for ever. */
export interface Sanction {
  readonly user_id: number;
  readonly user_handle: string;
  readonly until: string | null;
  readonly by: number;
  readonly reason: string | null;
  readonly at: string;
}

export interface SanctionRequest {
  readonly user_id: number;
  /** Null is for ever. */
  readonly duration_s: number | null;
  readonly reason?: string;
}

interface Page {
  readonly limit?: number;
  readonly after?: number;
}

/** Everything about rooms that is not talking in one: making, finding, closing, members, invites, moderation. A no rejects with a `Refusal`. */
export class Rooms {
  readonly http: Http;

  constructor(options: HttpOptions | Http = {}) {
    this.http = options instanceof Http ? options : new Http(options);
  }

  create(room: NewRoom = {}): Promise<RoomRecord> {
    return this.http.ask("POST", "/api/rooms", room);
  }

  /** Public rooms and one's own, by id; `next` goes into `after` for the following page. */
  list(page: { readonly limit?: number; readonly after?: string; readonly mine?: 1 } = {}): Promise<{ readonly rooms: readonly CountedRoom[]; readonly next: string | null }> {
    return this.http.ask("GET", `/api/rooms${query(page)}`);
  }

  get(id: string): Promise<{
    readonly room: RoomRecord;
    readonly role: RoomRole;
    readonly position: { readonly epoch: string; readonly seq: number; readonly floor: number };
    readonly read_seq: number;
    readonly user_count: number;
    readonly connection_count: number;
  }> {
    return this.http.ask("GET", `/api/rooms/${id}`);
  }

  /** Changes a room. `version` is the one that was read: if it is another one by now, nothing happens (`version_conflict`). */
  update(id: string, version: number, changes: Omit<NewRoom, "id">): Promise<RoomRecord> {
    return this.http.ask("PATCH", `/api/rooms/${id}`, { version, ...changes });
  }

  async close(id: string): Promise<void> {
    await this.http.ask("DELETE", `/api/rooms/${id}`);
  }

  participants(id: string, page: Page = {}): Promise<{
    readonly users: readonly (Present & { readonly connections: number; readonly joined_at: string })[];
    readonly next: number | null;
    readonly user_count: number;
    readonly connection_count: number;
  }> {
    return this.http.ask("GET", `/api/rooms/${id}/participants${query(page)}`);
  }

  /** A page of messages, ascending: the first above `after`, or the last below `before`, or the newest. */
  messages(id: string, page: { readonly before?: number; readonly after?: number; readonly limit?: number; readonly epoch?: string } = {}): Promise<{
    readonly epoch: string;
    readonly head: number;
    readonly floor: number;
    readonly items: readonly ChatEntry[];
    readonly has_more: boolean;
    readonly next: number | null;
  }> {
    return this.http.ask("GET", `/api/rooms/${id}/messages${query(page)}`);
  }

  members(id: string, page: Page = {}): Promise<{ readonly members: readonly Member[]; readonly next: number | null }> {
    return this.http.ask("GET", `/api/rooms/${id}/members${query(page)}`);
  }

  setRole(id: string, userId: number, role: RoomRole): Promise<Member> {
    return this.http.ask("PUT", `/api/rooms/${id}/members/${userId}`, { role });
  }

  async removeMember(id: string, userId: number): Promise<void> {
    await this.http.ask("DELETE", `/api/rooms/${id}/members/${userId}`);
  }

  /** The only time the code is shown. */
  invite(id: string, terms: { readonly role?: RoomRole; readonly max_uses?: number; readonly expires_in_s?: number } = {}): Promise<Invite & { readonly code: string }> {
    return this.http.ask("POST", `/api/rooms/${id}/invites`, terms);
  }

  async invites(id: string): Promise<readonly Invite[]> {
    return (await this.http.ask<{ invites: readonly Invite[] }>("GET", `/api/rooms/${id}/invites`)).invites;
  }

  async revokeInvite(id: string, inviteId: string): Promise<void> {
    await this.http.ask("DELETE", `/api/rooms/${id}/invites/${encodeURIComponent(inviteId)}`);
  }

  /** Becomes a member by an invite. */
  join(id: string, code: string): Promise<{ readonly room: RoomRecord; readonly role: RoomRole }> {
    return this.http.ask("POST", `/api/rooms/${id}/join`, { code });
  }

  /** Ends somebody's connections; they may come back. Answers how many. */
  async kick(id: string, user_id: number, reason?: string): Promise<number> {
    return (await this.http.ask<{ connections_closed: number }>("POST", `/api/rooms/${id}/kick`, { user_id, ...(reason === undefined ? {} : { reason }) })).connections_closed;
  }

  async bans(id: string): Promise<readonly Sanction[]> {
    return (await this.http.ask<{ bans: readonly Sanction[] }>("GET", `/api/rooms/${id}/bans`)).bans;
  }

  ban(id: string, request: SanctionRequest): Promise<Sanction> {
    return this.http.ask("POST", `/api/rooms/${id}/bans`, request);
  }

  async unban(id: string, userId: number): Promise<void> {
    await this.http.ask("DELETE", `/api/rooms/${id}/bans/${userId}`);
  }

  async mutes(id: string): Promise<readonly Sanction[]> {
    return (await this.http.ask<{ mutes: readonly Sanction[] }>("GET", `/api/rooms/${id}/mutes`)).mutes;
  }

  mute(id: string, request: SanctionRequest): Promise<Sanction> {
    return this.http.ask("POST", `/api/rooms/${id}/mutes`, request);
  }

  async unmute(id: string, userId: number): Promise<void> {
    await this.http.ask("DELETE", `/api/rooms/${id}/mutes/${userId}`);
  }

  /** A ticket for one connection within 30 s. */
  ticket(roomId?: string): Promise<{ readonly ticket: string; readonly expires_at: string; readonly expires_in_ms: number }> {
    return this.http.ask("POST", "/api/rooms/tickets", roomId === undefined ? {} : { room_id: roomId });
  }
}

const query = (fields: object): string => {
  const text = new URLSearchParams(Object.entries(fields).map(([name, value]) => [name, String(value)])).toString();
  return text === "" ? "" : `?${text}`;
};
