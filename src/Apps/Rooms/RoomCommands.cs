namespace Rollcall.Apps.Rooms;

/// <summary>What a room is asked to decide. What needs chance, a look at the log or at accounts is in the command already.</summary>
public abstract record RoomCommand
{
    private RoomCommand() { }

    /// <summary>Who asks.</summary>
    public abstract Person By { get; init; }

    /// <summary>Make the room.</summary>
    /// <param name="Epoch">The name of the new life of its log.</param>
    public sealed record Create(Person By, string Epoch, RoomInfo Info) : RoomCommand;

    /// <summary>Say something; its shape has been checked.</summary>
    /// <param name="MinRole">What the subtype asks for.</param>
    public sealed record Send(Person By, string? ClientMsgId, string Subtype, RoomRole MinRole, string? Text, string? Body) : RoomCommand;

    /// <summary>Change what one said.</summary>
    /// <param name="Target">As it lies in the log; null where there is no such message.</param>
    /// <param name="MinRole">What the message's subtype asks for.</param>
    /// <param name="Fault">What is wrong with the new content; null where nothing is.</param>
    public sealed record Edit(Person By, string? ClientMsgId, SentMessage? Target, RoomRole MinRole, string? Text, string? Body, RoomAnswer.Rejected? Fault) : RoomCommand;

    /// <summary>Take a message away.</summary>
    public sealed record Delete(Person By, string? ClientMsgId, SentMessage? Target) : RoomCommand;

    /// <summary>Something that cannot be done for its shape: refuse it, unless the same operation was done before.</summary>
    public sealed record Refuse(Person By, string ClientMsgId, RoomAnswer.Rejected Why) : RoomCommand;

    /// <summary>Change what the room is.</summary>
    /// <param name="Version">The one that was read.</param>
    public sealed record Change(Person By, int Version, RoomChange Wanted) : RoomCommand;

    /// <summary>Give somebody a role; null takes it.</summary>
    public sealed record SetRole(Person By, Person Target, RoomRole? Role) : RoomCommand;

    /// <summary>Make a way in.</summary>
    public sealed record CreateInvite(Person By, string InviteId, string CodeHash, RoomRole Role, int MaxUses, DateTimeOffset ExpiresAt) : RoomCommand;

    /// <summary>Close a way in.</summary>
    public sealed record RevokeInvite(Person By, string InviteId) : RoomCommand;

    /// <summary>Come in by a code.</summary>
    public sealed record AcceptInvite(Person By, string CodeHash) : RoomCommand;

    /// <summary>Put somebody in order.</summary>
    /// <param name="Until">For bans and mutes; null for ever.</param>
    public sealed record Moderate(Person By, ModerationAction Action, Person Target, DateTimeOffset? Until, string? Reason) : RoomCommand
    {
        /// <summary>Whether the target is in the room; filled in on the room's loop.</summary>
        public bool TargetIsPresent { get; init; }
    }

    /// <summary>End the room.</summary>
    /// <param name="Reason"><c>deleted</c>, <c>empty</c> or <c>idle</c>.</param>
    public sealed record Close(Person By, string Reason) : RoomCommand;

    /// <summary>An account was deleted: its role goes, even the last owner's.</summary>
    public sealed record DropAccount(Person By, long UserId) : RoomCommand;
}

/// <summary>A chat entry as it lies in the log; what was once written there never changes.</summary>
public sealed record SentMessage(long Seq, long Author, string Subtype, DateTimeOffset At);

/// <summary>What the one who asked is told.</summary>
public abstract record RoomAnswer
{
    private RoomAnswer() { }

    /// <summary>Done: the entry made, or made before by the same operation.</summary>
    public sealed record Done(long Seq, DateTimeOffset At, bool Duplicate) : RoomAnswer;

    /// <summary>There was nothing to change.</summary>
    public sealed record Unchanged : RoomAnswer
    {
        /// <summary>The one there is.</summary>
        public static Unchanged Well { get; } = new();
    }

    /// <summary>No.</summary>
    /// <param name="Code">A stable name; <see cref="Sentences"/> has a sentence for each.</param>
    /// <param name="Field">The path of what is wrong, such as <c>body.question</c>.</param>
    /// <param name="Until">How long a ban or mute holds; null for ever.</param>
    /// <param name="RetryAfterMs">When it may be tried again.</param>
    public sealed record Rejected(string Code, string? Field = null, DateTimeOffset? Until = null, int? RetryAfterMs = null) : RoomAnswer
    {
        /// <summary>Whether <see cref="Until"/> is to be told, also where it is null.</summary>
        public bool HasUntil { get; init; }
    }
}
