using System.Buffers;
using System.Text;
using Rollcall.Apps.Queue;
using Rollcall.Core.Channels;
using Rollcall.Core.Store;

namespace Rollcall.Tests.Support.Queue;

/// <summary>A queue whose rules are played without a channel: commands in, answers out, with a clock that the test sets.</summary>
internal sealed class QueueScene
{
    public static readonly By Anna = new("anna", "ws", "shack-pc");
    public static readonly By Ben = new("ben", "http");
    public static readonly By Public = new(null, "http");

    private readonly QueueKind kind = new(new(ReplayEvents: 1_000));

    public QueueScene(int maxSize = 4, bool active = true)
    {
        State = kind.Empty(ChannelName.Of("queue", "main"));
        Do(new QueueCommand.Configure(new("20 m SSB", maxSize, "EI0ABC"), 72, "k3v9", new string('A', 43)));
        if (active)
            Do(new QueueCommand.SetActive(Anna, true));
    }

    public QueueState State { get; private set; }

    public DateTimeOffset Now { get; set; } = new(2026, 3, 9, 18, 0, 0, TimeSpan.Zero);

    /// <summary>Everything that has happened.</summary>
    public List<Happened<QueueEvent>> Log { get; } = [];

    /// <summary>The names of the events of the last command.</summary>
    public IReadOnlyList<string> Events { get; private set; } = [];

    public QueueAnswer Do(QueueCommand command)
    {
        var decision = kind.Decide(State, command, Now);
        State = decision.Base ?? State;
        Events = [.. decision.Events.Select(one => Named(one.Body))];
        foreach (var one in decision.Events)
        {
            var happened = new Happened<QueueEvent>(State.Head + 1, kind.EpochOf(State, one.Body), Now, one.Op, one.Body);
            State = kind.Evolve(State, happened);
            Log.Add(happened);
        }

        return decision.Answer;
    }

    /// <summary>The answer, which must be of that kind.</summary>
    public T Do<T>(QueueCommand command)
        where T : QueueAnswer => Xunit.Assert.IsType<T>(Do(command));

    /// <summary>The code of a refusal, after which nothing may have happened.</summary>
    public string Refused(QueueCommand command)
    {
        var (before, no) = (State, Do<QueueAnswer.Rejected>(command));
        Xunit.Assert.Empty(Events);
        Xunit.Assert.Same(before, State);
        return no.Code;
    }

    public QueueEntry Register(string callsign, By? by = null) =>
        Do<QueueAnswer.Registered>(new QueueCommand.Register(by ?? Public, callsign, null)).Entry;

    public void Later(TimeSpan by) => Now += by;

    /// <summary>The callsigns that wait, in order.</summary>
    public string Waiting => string.Join(' ', State.Entries.Select(one => one.Callsign.Text));

    /// <summary>The state read back from the events as they lie in the log.</summary>
    public QueueState Replayed() => Log.Aggregate(kind.Empty(ChannelName.Of("queue", "main")), (state, one) => kind.Evolve(state, one with { Body = AsWritten(one.Body) })) with { Secret = State.Secret };

    /// <summary>The state read back from a snapshot taken after an event, and the events after it.</summary>
    public QueueState Restored(int events)
    {
        var name = ChannelName.Of("queue", "main");
        var then = Log.Take(events).Aggregate(kind.Empty(name), kind.Evolve);
        var body = new ArrayBufferWriter<byte>();
        Xunit.Assert.True(kind.WriteSnapshot(then, body));
        var restored = kind.ReadSnapshot(name, new Snapshot(then.Head, then.Epoch, body.WrittenMemory)) ?? throw new InvalidOperationException("the snapshot was not read");
        return Log.Skip(events).Aggregate(restored, kind.Evolve) with { Secret = State.Secret };
    }

    /// <summary>The whole state as text.</summary>
    public static string Text(QueueState state)
    {
        var body = new ArrayBufferWriter<byte>();
        QueueSnapshotJson.Write(state with { Recent = [] }, body);
        return Encoding.UTF8.GetString(body.WrittenSpan);
    }

    /// <summary>What undo restores, as text: who waits, who is worked, what is logged, how places ended, when QSOs began.</summary>
    public static string UndoText(QueueState state) =>
        Text(state with { Head = 0, UndoStack = [], InUndoable = false, Operations = OperationMemory.Empty });

    /// <summary>The wire bytes of every event that can be had again.</summary>
    public static IReadOnlyList<string> Wire(QueueState state) =>
        [.. state.Recent.Select(one => Encoding.UTF8.GetString(QueueWire.Block(one).Bytes.Span))];

    private static string Named(QueueEvent one)
    {
        var reason = one.Change switch
        {
            QueueChange.EntryRemoved removed => removed.Reason,
            QueueChange.QsoEnded ended => ended.Reason,
            QueueChange.QueueCleared cleared => cleared.Reason,
            _ => null,
        };
        return QueueEventJson.TypeOf(one) + (reason is null ? "" : $"({reason})");
    }

    private static QueueEvent AsWritten(QueueEvent one)
    {
        var body = new ArrayBufferWriter<byte>();
        QueueEventJson.Write(one, body);
        return QueueEventJson.Read(QueueEventJson.TypeOf(one), body.WrittenMemory);
    }
}
