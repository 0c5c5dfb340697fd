using System.Buffers;
using System.Text;
using System.Text.Json;
using Rollcall.Apps.Devices;
using Rollcall.Core.Channels;
using Rollcall.Core.Store;

namespace Rollcall.Tests.Support.Devices;

/// <summary>A user's log without a channel: commands are decided and evolved one after the other, events written and read back as a store would.</summary>
internal sealed class LivedLog
{
    private readonly UserKind kind = new();
    private readonly ChannelName channel = UserKind.ChannelOf(42);

    public LivedLog() => State = kind.Empty(channel);

    public UserLog State { get; private set; }

    public List<LoggedEvent> Lines { get; } = [];

    public DateTimeOffset Now { get; set; } = new(2026, 3, 14, 10, 0, 0, TimeSpan.Zero);

    public IEnumerable<string> Documents => State.Documents.All.Select(one => $"{one.Key.Collection}/{one.Key.Id}={one.Value.Value}@{one.Value.Seq}");

    public UserAnswer Append(string type, string payload = "{}", Author? author = null, string? id = null)
    {
        using var json = JsonDocument.Parse(Encoding.UTF8.GetBytes(payload));
        RawJson.TryOf(json.RootElement, out var raw);
        return Do(new UserCommand.Append(type, raw, author ?? Author.Device(7), id, "e1"));
    }

    public UserAnswer Set(string collection, string id, string value) =>
        Append("document_set", $$"""{"collection":"{{collection}}","id":"{{id}}","value":{{value}}}""");

    public UserAnswer Do(UserCommand command)
    {
        var decision = kind.Decide(State, command, Now);
        State = decision.Base ?? State;
        foreach (var one in decision.Events)
        {
            var body = new ArrayBufferWriter<byte>();
            kind.Write(one.Body, body);
            var line = new LoggedEvent(Lines.Count + 1, kind.EpochOf(State, one.Body), Now, one.Op, kind.TypeOf(one.Body), body.WrittenMemory.ToArray());
            Lines.Add(line);
            State = kind.Evolve(State, Opening.Read(kind, line));
        }

        return decision.Answer;
    }

    /// <summary>The same log as a restart finds it: from a snapshot at an event, and the lines after it.</summary>
    public LivedLog Restored(int snapshotAt = 0)
    {
        var again = new LivedLog { Now = Now };
        var before = again.State;
        for (var i = 0; i < snapshotAt; i++)
            before = kind.Evolve(before, Opening.Read(kind, Lines[i]));
        if (snapshotAt > 0)
        {
            var body = new ArrayBufferWriter<byte>();
            kind.WriteSnapshot(before, body);
            before = kind.ReadSnapshot(channel, new(snapshotAt, "e1", body.WrittenMemory)) ?? throw new InvalidOperationException("the snapshot cannot be used");
        }

        again.Lines.AddRange(Lines);
        foreach (var line in Lines.Skip(snapshotAt))
            before = kind.Evolve(before, Opening.Read(kind, line));
        again.State = kind.WithSecret(before, Life());
        return again;
    }

    private ReadOnlyMemory<byte>? Life()
    {
        if (State.Life is null)
            return null;
        var life = new ArrayBufferWriter<byte>();
        kind.WriteSecret(State, life);
        return life.WrittenMemory;
    }
}
