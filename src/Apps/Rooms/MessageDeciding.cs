using Rollcall.Core.Channels;

namespace Rollcall.Apps.Rooms;

/// <summary>What may be said, edited and deleted. Pure.</summary>
internal sealed class MessageDeciding(RoomRules rules)
{
    /// <summary>Why somebody may not talk now; null if they may.</summary>
    public static RoomAnswer.Rejected? MayNotTalk(Room state, Person who, DateTimeOffset now)
    {
        if (state.RoleOf(who, now) is not { } role || role < RoomRole.Member)
            return new("read_only");
        return state.MuteOf(who.UserId, now) is { } mute ? new("muted", Until: mute.Until) { HasUntil = true } : null;
    }

    public static Decision<Room, RoomEvent, RoomAnswer> Send(Room state, RoomCommand.Send send, DateTimeOffset now)
    {
        var operation = Operation(send.By, send.ClientMsgId);
        return Again(state, operation)
            ?? Refusal(MayNotTalk(state, send.By, now))
            ?? (state.RoleOf(send.By, now) < send.MinRole ? RoomKind.No("forbidden") : null)
            ?? RoomKind.Yes(state, now, new RoomEvent.Posted(send.By.UserId, send.By.Handle, send.Subtype, send.Text, send.Body), operation);
    }

    public Decision<Room, RoomEvent, RoomAnswer> Edit(Room state, RoomCommand.Edit edit, DateTimeOffset now)
    {
        var operation = Operation(edit.By, edit.ClientMsgId);
        if ((Again(state, operation) ?? Refusal(MayNotTalk(state, edit.By, now))) is { } early)
            return early;
        if (NotThere(state, edit.Target, now) is { } gone)
            return gone;
        var target = edit.Target!;
        if (target.Author != edit.By.UserId || state.RoleOf(edit.By, now) < edit.MinRole)
            return RoomKind.No("forbidden");
        if (rules.EditWindow > TimeSpan.Zero && target.At + rules.EditWindow < now)
            return RoomKind.No("edit_window_over");
        if (edit.Fault is { } fault)
            return new(fault, []);
        var revision = state.Amendments.GetValueOrDefault(target.Seq, Amendment.None).Revision + 1;
        return RoomKind.Yes(state, now, new RoomEvent.Edited(edit.By.UserId, target.Seq, target.Subtype, edit.Text, edit.Body, revision), operation);
    }

    public static Decision<Room, RoomEvent, RoomAnswer> Delete(Room state, RoomCommand.Delete delete, DateTimeOffset now)
    {
        var operation = Operation(delete.By, delete.ClientMsgId);
        return Again(state, operation)
            ?? NotThere(state, delete.Target, now)
            ?? (delete.Target!.Author != delete.By.UserId && !(state.RoleOf(delete.By, now) >= RoomRole.Moderator) ? RoomKind.No("forbidden") : null)
            ?? RoomKind.Yes(state, now, new RoomEvent.Deleted(delete.By.UserId, delete.Target.Seq), operation);
    }

    public static Decision<Room, RoomEvent, RoomAnswer> Refuse(Room state, RoomCommand.Refuse refuse) =>
        Again(state, Operation(refuse.By, refuse.ClientMsgId)) ?? new(refuse.Why, []);

    private static OperationKey? Operation(Person by, string? clientMsgId) => clientMsgId is null ? null : new(by.UserId, clientMsgId);

    /// <summary>The first answer once more; null where the operation is new.</summary>
    private static Decision<Room, RoomEvent, RoomAnswer>? Again(Room state, OperationKey? operation) =>
        operation is { } key && state.Operations.Find(key) is { } done ? new(new RoomAnswer.Done(done.Seq, done.At, Duplicate: true), []) : null;

    private static Decision<Room, RoomEvent, RoomAnswer>? NotThere(Room state, SentMessage? target, DateTimeOffset now) =>
        target is null || !state.Serves(target.Seq, target.At, now) ? RoomKind.No("message_not_found")
            : state.Amendments.TryGetValue(target.Seq, out var amendment) && amendment.IsDeleted ? RoomKind.No("message_deleted") : null;

    private static Decision<Room, RoomEvent, RoomAnswer>? Refusal(RoomAnswer.Rejected? why) => why is null ? null : new(why, []);
}
