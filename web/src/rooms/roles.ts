import type { RoomRole } from "@rollcall/client/rooms";

const ranks: readonly RoomRole[] = ["read_only", "member", "moderator", "owner"];

/** Whether a role is at least another; of nobody it is not. */
export const isAtLeast = (role: RoomRole | undefined, least: RoomRole): boolean => role !== undefined && ranks.indexOf(role) >= ranks.indexOf(least);

/** Whether somebody of one role may moderate somebody of another: only downwards. */
export const mayModerate = (mine: RoomRole | undefined, theirs: RoomRole): boolean => mine !== undefined && isAtLeast(mine, "moderator") && ranks.indexOf(mine) > ranks.indexOf(theirs);

/** What a role is called. */
export const roleNames: { readonly [Role in RoomRole]: string } = { owner: "Owner", moderator: "Moderator", member: "Member", read_only: "Reader" };

/** The roles that somebody may give to somebody else. */
export const rolesToGive = (mine: RoomRole | undefined, theirs: RoomRole): readonly RoomRole[] =>
  mine === "owner" ? ["owner", "moderator", "member", "read_only"] : mayModerate(mine, theirs) ? ["member", "read_only"] : [];
