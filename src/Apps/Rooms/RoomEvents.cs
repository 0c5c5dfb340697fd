using System.Collections.Immutable;

namespace Rollcall.Apps.Rooms;

/// <summary>What happens in a room. Every event is an entry: numbered, durable, spoken to everyone there.</summary>
public abstract record RoomEvent
{
    private RoomEvent() { }

    /// <summary>Whose act it is; 0 for the server.</summary>
    public abstract long By { get; init; }

    /// <summary>The room was made: always the first entry.</summary>
    public sealed record Created(long By, string Handle, string Epoch, RoomInfo Info) : RoomEvent;

    /// <summary>Somebody said something.</summary>
    /// <param name="Handle">As it was then.</param>
    /// <param name="Text">Null where a subtype goes without.</param>
    /// <param name="Body">One JSON object, compact; null for plain text.</param>
    public sealed record Posted(long By, string Handle, string Subtype, string? Text, string? Body) : RoomEvent;

    /// <summary>An author changed a message.</summary>
    /// <param name="Target">The message's number.</param>
    /// <param name="Revision">2 for the first edit.</param>
    public sealed record Edited(long By, long Target, string Subtype, string? Text, string? Body, int Revision) : RoomEvent;

    /// <summary>A message was taken away.</summary>
    public sealed record Deleted(long By, long Target) : RoomEvent;

    /// <summary>An owner changed the room.</summary>
    public sealed record Changed(long By, RoomInfo Info, int Version, ImmutableArray<string> Fields) : RoomEvent
    {
        /// <inheritdoc/>
        public bool Equals(Changed? other) => other is not null && By == other.By && Info == other.Info && Version == other.Version && Fields.SequenceEqual(other.Fields);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(By, Info, Version);
    }

    /// <summary>Somebody has another role from now on; null: none.</summary>
    /// <param name="InviteId">Where it came by an invite.</param>
    public sealed record MemberChanged(long By, long Target, string TargetHandle, RoomRole? Role, string? InviteId) : RoomEvent;

    /// <summary>An invite was made; its code is nowhere but with whoever made it.</summary>
    public sealed record InviteCreated(long By, string InviteId, string CodeHash, RoomRole Role, int MaxUses, DateTimeOffset ExpiresAt) : RoomEvent;

    /// <summary>An invite no longer holds.</summary>
    public sealed record InviteRevoked(long By, string InviteId) : RoomEvent;

    /// <summary>Somebody was put in order.</summary>
    /// <param name="Until">Null: without end, or the action has none.</param>
    public sealed record Moderated(long By, ModerationAction Action, long Target, string TargetHandle, DateTimeOffset? Until, string? Reason) : RoomEvent;

    /// <summary>The room is over: always the last entry.</summary>
    /// <param name="Reason"><c>deleted</c>, <c>empty</c> or <c>idle</c>.</param>
    public sealed record RoomClosed(long By, string Reason) : RoomEvent;
}

/// <summary>How somebody is put in order.</summary>
public enum ModerationAction
{
    /// <summary>Sent away; may come back.</summary>
    Kick,
    /// <summary>Kept out.</summary>
    Ban,
    /// <summary>Let in again.</summary>
    Unban,
    /// <summary>May not talk.</summary>
    Mute,
    /// <summary>May talk again.</summary>
    Unmute,
}
