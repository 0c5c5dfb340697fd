using System.Buffers;
using Rollcall.Apps.Rooms;
using Rollcall.Core.Channels;
using Rollcall.Core.Store;

namespace Rollcall.Tests.Support.Rooms;

/// <summary>A room lived through its rules alone, without loop, store or sockets. What happened is kept as it would lie in the log.</summary>
internal sealed class LivedRoom
{
    public static readonly ChannelName Channel = ChannelName.Of("room", "lobby");
    public static readonly Person Anna = new(42, "anna"), Ben = new(51, "ben"), Cleo = new(60, "cleo"), Dora = new(61, "dora");
    public static readonly Person Root = new(1, "root", IsOperator: true);

    private readonly RoomKind kind;

    public LivedRoom(RoomRules? rules = null) => (kind, State) = (new(rules ?? RoomRules.Default), new("lobby"));

    /// <summary>A public room made by Anna.</summary>
    public static LivedRoom Made(RoomRules? rules = null, RoomInfo? info = null)
    {
        var room = new LivedRoom(rules);
        room.Ask(new RoomCommand.Create(Anna, "k3x9", info ?? Info));
        return room;
    }

    public static RoomInfo Info { get; } = new("Lobby", 100, false, "{}", true, RoomRole.Member, Retention.Usual);

    public Room State { get; private set; }

    public List<LoggedEvent> Log { get; } = [];

    public DateTimeOffset Now { get; set; } = new(2026, 3, 7, 10, 15, 30, TimeSpan.Zero);

    /// <summary>What the last command made happen.</summary>
    public IReadOnlyList<RoomEvent> Events { get; private set; } = [];

    public RoomAnswer Ask(RoomCommand command)
    {
        var decision = kind.Decide(State, command, Now);
        foreach (var one in decision.Events)
        {
            var body = new ArrayBufferWriter<byte>();
            kind.Write(one.Body, body);
            var happened = new Happened<RoomEvent>(Log.Count + 1, kind.EpochOf(State, one.Body), Now, one.Op, one.Body);
            Log.Add(new(happened.Seq, happened.Epoch, Now, one.Op, kind.TypeOf(one.Body), body.WrittenMemory));
            State = kind.Evolve(State, happened);
        }

        Events = [.. decision.Events.Select(one => one.Body)];
        return decision.Answer;
    }

    /// <summary>The code of a rejection; null where it was not rejected.</summary>
    public string? Code(RoomCommand command) => (Ask(command) as RoomAnswer.Rejected)?.Code;

    public SentMessage Says(Person who, string text, string? clientMsgId = null)
    {
        var done = (RoomAnswer.Done)Ask(Send(who, text, clientMsgId));
        return new(done.Seq, who.UserId, "text", done.At);
    }

    public static RoomCommand Send(Person who, string text, string? clientMsgId = null) => new RoomCommand.Send(who, clientMsgId, "text", RoomRole.Member, text, null);

    public static RoomCommand Edit(Person who, SentMessage? target, string text, string? clientMsgId = null) =>
        new RoomCommand.Edit(who, clientMsgId, target, RoomRole.Member, text, null, null);

    public void Gives(Person target, RoomRole? role) => Ask(new RoomCommand.SetRole(Root, target, role));

    public string? Moderates(Person by, ModerationAction action, Person target, TimeSpan? lasting = null, bool present = true) =>
        Code(new RoomCommand.Moderate(by, action, target, lasting is { } time ? Now + time : null, null) { TargetIsPresent = present });

    /// <summary>The state as a restart reads it from the log, or from a snapshot taken at some entry and the lines after it.</summary>
    public Room Replayed(int snapshotAt = 0)
    {
        var state = Fold(new("lobby"), Log.Take(snapshotAt));
        if (snapshotAt > 0)
        {
            var body = new ArrayBufferWriter<byte>();
            kind.WriteSnapshot(state, body);
            state = kind.ReadSnapshot(Channel, new(state.Head, state.Epoch, body.WrittenMemory)) ?? throw new InvalidOperationException("the snapshot is of no use");
        }

        return Fold(state, Log.Skip(snapshotAt));
    }

    /// <summary>The state in words, for comparison.</summary>
    public static string Text(Room state)
    {
        var body = new ArrayBufferWriter<byte>();
        new RoomKind(RoomRules.Default).WriteSnapshot(state, body);
        return System.Text.Encoding.UTF8.GetString(body.WrittenSpan);
    }

    private Room Fold(Room state, IEnumerable<LoggedEvent> lines) => lines.Aggregate(state, (now, line) => kind.Evolve(now, Opening.Read(kind, line)));
}
