using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;
using Rollcall.Core.Channels;
using Rollcall.Core.Store;

namespace Rollcall.Apps.Devices;

/// <summary>The rules of a user's log: pure. Appending, folding documents, and doing a repeated append once.</summary>
public sealed partial class UserKind : Kind<UserLog, UserCommand, UserEvent, UserAnswer>
{
    /// <summary>The channel of a user.</summary>
    public static ChannelName ChannelOf(long userId) => ChannelName.Of("user", userId.ToString(CultureInfo.InvariantCulture));

    /// <summary>Whose channel it is.</summary>
    public static long UserOf(ChannelName channel) =>
        channel.Kind == "user" && long.TryParse(channel.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id : throw new ArgumentException($"{channel} is not the channel of a user", nameof(channel));

    /// <inheritdoc/>
    public override UserLog Empty(ChannelName channel) => new(UserOf(channel));

    /// <inheritdoc/>
    public override string EpochOf(UserLog state) => state.Life?.Epoch ?? "";

    /// <inheritdoc/>
    public override string EpochOf(UserLog state, UserEvent next) => EpochOf(state);

    /// <inheritdoc/>
    public override string TypeOf(UserEvent body) => UserEventJson.TypeOf(body);

    /// <inheritdoc/>
    public override void Write(UserEvent body, IBufferWriter<byte> target) => UserEventJson.Write(body, target);

    /// <inheritdoc/>
    public override UserEvent Read(string type, ReadOnlyMemory<byte> body) => UserEventJson.Read(type, body);

    /// <inheritdoc/>
    public override object? SecretOf(UserLog state) => state.Life;

    /// <inheritdoc/>
    public override void WriteSecret(UserLog state, IBufferWriter<byte> target) => LogLifeJson.Write(state.Life!, target);

    /// <inheritdoc/>
    public override UserLog WithSecret(UserLog state, ReadOnlyMemory<byte>? document) => state.Living(document is { } text ? LogLifeJson.Read(text) : null);

    /// <inheritdoc/>
    public override bool WriteSnapshot(UserLog state, IBufferWriter<byte> target)
    {
        UserSnapshotJson.Write(state, target);
        return true;
    }

    /// <inheritdoc/>
    public override UserLog? ReadSnapshot(ChannelName channel, Snapshot snapshot) => UserSnapshotJson.Read(Empty(channel), snapshot);

    /// <inheritdoc/>
    public override Decision<UserLog, UserEvent, UserAnswer> Decide(UserLog state, UserCommand command, DateTimeOffset now) => command switch
    {
        // Should the store take no writes just now, the log's life begins later; until then whoever asks is told a name all the same.
        UserCommand.Begin begin => new(UserAnswer.Noted.Well, []) { Base = Begun(state, begin.FreshEpoch), AnswerHoldsUnwritten = true },
        UserCommand.Append append => Append(state, append, now),
        UserCommand.Forget forget when state.Life is { } life && forget.Floor > life.Floor =>
            new(UserAnswer.Noted.Well, []) { Base = state.Living(life with { Floor = forget.Floor }), AnswerHoldsUnwritten = true },
        UserCommand.Forget => new(UserAnswer.Noted.Well, []),
        _ => throw new InvalidOperationException($"No rule for {command.GetType().Name}"),
    };

    /// <inheritdoc/>
    public override UserLog Evolve(UserLog state, Happened<UserEvent> happened) => happened.Body switch
    {
        UserEvent.Appended appended => state.After(SyncEventOf(happened, appended), happened.Op),
        _ => throw new InvalidOperationException($"No meaning for {happened.Body.GetType().Name}"),
    };

    /// <summary>The sync event that lies in the log as <paramref name="happened"/>.</summary>
    internal static SyncEvent SyncEventOf(Happened<UserEvent> happened, UserEvent.Appended appended) =>
        new(happened.Seq, appended.Type, appended.Payload, happened.At, appended.Author);

    private static Decision<UserLog, UserEvent, UserAnswer> Append(UserLog state, UserCommand.Append append, DateTimeOffset now)
    {
        var operation = append.ClientEventId is { } id ? $"{append.Author}:{id}" : null;
        // Before anything is looked at: a repetition gets the first answer, whatever its body.
        if (operation is not null && state.Done.TryGetValue(operation, out var seq))
            return new(new UserAnswer.Repeated(seq), []);
        if (!Type().IsMatch(append.Type))
            return new(new UserAnswer.Rejected("bad_type", "type is 1-64 of a-z, 0-9, '_' and '.', beginning with a letter."), []);
        if (!append.Payload.IsObject)
            return new(new UserAnswer.Rejected("bad_payload", "payload is an object."), []);
        if (DocumentEvent.Refusal(state.Documents, append.Type, append.Payload) is { } no)
            return new(no, []);

        var appended = new UserEvent.Appended(append.Type, append.Payload, append.Author);
        return new(new UserAnswer.Appended(new(state.Head + 1, append.Type, append.Payload, now, append.Author)), [new(appended, operation)])
        {
            Base = Begun(state, append.FreshEpoch),
        };
    }

    /// <summary>The log with a life; null where it has one.</summary>
    private static UserLog? Begun(UserLog state, string freshEpoch) => state.Life is null ? state with { Life = new(freshEpoch, Floor: 1) } : null;

    [GeneratedRegex(@"\A[a-z][a-z0-9_.]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Type();
}
