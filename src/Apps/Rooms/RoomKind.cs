using System.Buffers;
using Rollcall.Core.Channels;
using Rollcall.Core.Store;

namespace Rollcall.Apps.Rooms;

/// <summary>The rules of a room: pure. What each command comes to, and what each event changes.</summary>
public sealed class RoomKind(RoomRules rules) : Kind<Room, RoomCommand, RoomEvent, RoomAnswer>
{
    private readonly MessageDeciding messages = new(rules);
    private readonly MemberDeciding members = new(rules);

    /// <inheritdoc/>
    public override Room Empty(ChannelName channel) => new(channel.Key);

    /// <inheritdoc/>
    public override Decision<Room, RoomEvent, RoomAnswer> Decide(Room state, RoomCommand command, DateTimeOffset now) => command switch
    {
        RoomCommand.Create create => Create(state, create),
        _ when !state.IsOpen => No("room_not_found"),
        RoomCommand.Send send => MessageDeciding.Send(state, send, now),
        RoomCommand.Edit edit => messages.Edit(state, edit, now),
        RoomCommand.Delete delete => MessageDeciding.Delete(state, delete, now),
        RoomCommand.Refuse refuse => MessageDeciding.Refuse(state, refuse),
        RoomCommand.DropAccount drop => MemberDeciding.Drop(state, drop, now),
        RoomCommand.Close { By: { UserId: 0 } } close => Yes(state, now, new RoomEvent.RoomClosed(0, close.Reason)),
        RoomCommand.AcceptInvite accept => members.Accept(state, accept, now),
        _ when state.Hides(command.By, now) is { } hidden => new(hidden, []),
        RoomCommand.Change change => ChangeRoom(state, change, now),
        RoomCommand.SetRole set => members.SetRole(state, set, now),
        RoomCommand.CreateInvite create => members.CreateInvite(state, create, now),
        RoomCommand.RevokeInvite revoke => MemberDeciding.RevokeInvite(state, revoke, now),
        RoomCommand.Moderate moderate => Moderating.Decide(state, moderate, now),
        RoomCommand.Close close => IsOwner(state, close.By, now) ? Yes(state, now, new RoomEvent.RoomClosed(close.By.UserId, close.Reason)) : No("forbidden"),
        _ => throw new InvalidOperationException($"No rule for {command.GetType().Name}"),
    };

    /// <inheritdoc/>
    public override Room Evolve(Room state, Happened<RoomEvent> happened) => RoomEvolving.Evolve(state, happened);

    /// <inheritdoc/>
    public override string EpochOf(Room state, RoomEvent next) => next is RoomEvent.Created created ? created.Epoch : state.Epoch;

    /// <inheritdoc/>
    public override string EpochOf(Room state) => state.Epoch;

    /// <inheritdoc/>
    public override string TypeOf(RoomEvent body) => RoomEventJson.TypeOf(body);

    /// <inheritdoc/>
    public override void Write(RoomEvent body, IBufferWriter<byte> target) => RoomEventJson.Write(body, target);

    /// <inheritdoc/>
    public override RoomEvent Read(string type, ReadOnlyMemory<byte> body) => RoomEventJson.Read(type, body);

    /// <inheritdoc/>
    public override bool WriteSnapshot(Room state, IBufferWriter<byte> target)
    {
        RoomSnapshotJson.Write(state, target);
        return true;
    }

    /// <inheritdoc/>
    public override Room? ReadSnapshot(ChannelName channel, Snapshot snapshot) => RoomSnapshotJson.Read(Empty(channel), snapshot);

    /// <inheritdoc/>
    public override object? SecretOf(Room state) => state.Restored;

    /// <inheritdoc/>
    public override void WriteSecret(Room state, IBufferWriter<byte> target) => RestoredLifeJson.Write(state.Restored!, target);

    /// <inheritdoc/>
    public override Room WithSecret(Room state, ReadOnlyMemory<byte>? document) => document is { } text ? state.Living(RestoredLifeJson.Read(text)) : state;

    /// <summary>A "no" with nothing done.</summary>
    internal static Decision<Room, RoomEvent, RoomAnswer> No(string code) => new(new RoomAnswer.Rejected(code), []);

    /// <summary>One entry.</summary>
    internal static Decision<Room, RoomEvent, RoomAnswer> Yes(Room state, DateTimeOffset now, RoomEvent happens, OperationKey? operation = null) =>
        new(new RoomAnswer.Done(state.Head + 1, now, Duplicate: false), [new(happens, operation?.Text)]);

    /// <summary>Nothing to do.</summary>
    internal static Decision<Room, RoomEvent, RoomAnswer> Unchanged() => new(RoomAnswer.Unchanged.Well, []);

    internal static bool IsOwner(Room state, Person who, DateTimeOffset now) => state.RoleOf(who, now) == RoomRole.Owner;

    private static Decision<Room, RoomEvent, RoomAnswer> Create(Room state, RoomCommand.Create create) =>
        // A closed room's log is removed before its id is used again; until then it is taken.
        state.Epoch.Length > 0 ? No("id_taken")
            : new(new RoomAnswer.Done(1, DateTimeOffset.MinValue, Duplicate: false), [new(new RoomEvent.Created(create.By.UserId, create.By.Handle, create.Epoch, create.Info))]);

    private static Decision<Room, RoomEvent, RoomAnswer> ChangeRoom(Room state, RoomCommand.Change change, DateTimeOffset now)
    {
        if (!IsOwner(state, change.By, now))
            return No("forbidden");
        if (change.Version != state.Version)
            return No("version_conflict");
        var wanted = change.Wanted.Of(state.Info);
        return wanted == state.Info ? Unchanged()
            : Yes(state, now, new RoomEvent.Changed(change.By.UserId, wanted, state.Version + 1, [.. RoomChange.Differences(state.Info, wanted)]));
    }
}
