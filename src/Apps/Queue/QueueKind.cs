using System.Buffers;
using System.Collections.Immutable;
using Rollcall.Core.Channels;
using Rollcall.Core.Store;

namespace Rollcall.Apps.Queue;

/// <summary>The rules of a callback queue: pure. What each command comes to, and what each event changes.</summary>
public sealed class QueueKind(QueueRules rules) : Kind<QueueState, QueueCommand, QueueEvent, QueueAnswer>
{
    /// <summary>How many keyed commands without events are remembered beside the log.</summary>
    private const int IdleKept = 1_000;

    /// <inheritdoc/>
    public override QueueState Empty(ChannelName channel) => new(channel.Key);

    /// <inheritdoc/>
    public override string EpochOf(QueueState state, QueueEvent next) => next.Change is QueueChange.Configured { Epoch: { } epoch } ? epoch : state.Epoch;

    /// <inheritdoc/>
    public override string EpochOf(QueueState state) => state.Epoch;

    /// <inheritdoc/>
    public override QueueState Evolve(QueueState state, Happened<QueueEvent> happened) => QueueEvolving.Evolve(state, happened, rules);

    /// <inheritdoc/>
    public override string TypeOf(QueueEvent body) => QueueEventJson.TypeOf(body);

    /// <inheritdoc/>
    public override void Write(QueueEvent body, IBufferWriter<byte> target) => QueueEventJson.Write(body, target);

    /// <inheritdoc/>
    public override QueueEvent Read(string type, ReadOnlyMemory<byte> body) => QueueEventJson.Read(type, body);

    /// <inheritdoc/>
    public override object? SecretOf(QueueState state) => state.Secret;

    /// <inheritdoc/>
    public override void WriteSecret(QueueState state, IBufferWriter<byte> target) => QueueSnapshotJson.WriteSecret(state.Secret!, target);

    /// <inheritdoc/>
    public override QueueState WithSecret(QueueState state, ReadOnlyMemory<byte>? document) =>
        state with { Secret = document is { } text ? QueueSnapshotJson.ReadSecret(text) : null };

    /// <inheritdoc/>
    public override bool WriteSnapshot(QueueState state, IBufferWriter<byte> target)
    {
        QueueSnapshotJson.Write(state, target);
        return true;
    }

    /// <inheritdoc/>
    public override QueueState? ReadSnapshot(ChannelName channel, Snapshot snapshot) => QueueSnapshotJson.Read(Empty(channel), snapshot, rules);

    /// <inheritdoc/>
    public override Decision<QueueState, QueueEvent, QueueAnswer> Decide(QueueState state, QueueCommand command, DateTimeOffset now)
    {
        if (command is QueueCommand.Configure configure)
            return Configure(state, configure, now);
        if (command.IdempotencyKey is not { } key)
        {
            var once = new Draft(state, command.By, now, rules);
            var said = Decide(once, command);
            return new(said, once.Events(null));
        }

        var fingerprint = Fingerprints.Of(command);
        if (Remembered(state, command.By.Operator, key, now) is { } before)
            return new(before.Fingerprint == fingerprint ? new QueueAnswer.Repeated(before.Answer, before.LastSeq) : QueueRefusals.Mismatch, []);

        var draft = new Draft(state, command.By, now, rules);
        var answer = Decide(draft, command);
        if (answer is QueueAnswer.Rejected)
            return new(answer, []);
        if (draft.Count > 0)
            return new(answer, draft.Events(new(key, fingerprint, answer)));
        return state.Secret is null ? new(answer, []) : new(answer, [])
        {
            Base = state with { Secret = state.Secret with { Idle = WithIdle(state.Secret.Idle, new(command.By.Operator, key, fingerprint, now, answer, null)) } },
            AnswerHoldsUnwritten = true,
        };
    }

    /// <summary>What was done under a key by an author; null for nothing.</summary>
    internal static Operation? Remembered(QueueState state, string? author, string key, DateTimeOffset now) =>
        state.Operations.Find(author, key, now)
        ?? state.Secret?.Idle.LastOrDefault(one => one.Author == author && one.Key == key && now - one.At < OperationMemory.Kept);

    private static ImmutableArray<Operation> WithIdle(ImmutableArray<Operation> idle, Operation one) =>
        [.. idle.Where(old => one.At - old.At < OperationMemory.Kept).TakeLast(IdleKept - 1), one];

    private static QueueAnswer Decide(Draft draft, QueueCommand command) => command switch
    {
        QueueCommand.Register register => WaitingDeciding.Register(draft, register),
        QueueCommand.Leave leave => WaitingDeciding.Leave(draft, leave),
        QueueCommand.Remove remove => WaitingDeciding.Remove(draft, remove),
        QueueCommand.Clear => WaitingDeciding.Clear(draft),
        QueueCommand.Skip skip => WaitingDeciding.Skip(draft, skip),
        QueueCommand.NoShow noShow => WaitingDeciding.NoShow(draft, noShow),
        QueueCommand.Next next => QsoDeciding.Next(draft, next),
        QueueCommand.Work work => QsoDeciding.Work(draft, work),
        QueueCommand.LogDirect direct => QsoDeciding.LogDirect(draft, direct),
        QueueCommand.Complete complete => QsoDeciding.Complete(draft, complete),
        QueueCommand.Cancel cancel => QsoDeciding.Cancel(draft, cancel),
        QueueCommand.Undo => UndoDeciding.Undo(draft),
        QueueCommand.SetActive set => SwitchDeciding.SetActive(draft, set.Active),
        QueueCommand.SetPaused set => SwitchDeciding.SetPaused(draft, set.Paused),
        QueueCommand.SetLogger set => SwitchDeciding.SetLogger(draft, set.Enabled),
        QueueCommand.SetFrequency set => SwitchDeciding.SetFrequency(draft, set),
        QueueCommand.ClearFrequency => SwitchDeciding.ClearFrequency(draft),
        QueueCommand.SetSplit set => SwitchDeciding.SetSplit(draft, set),
        QueueCommand.ClearSplit => SwitchDeciding.ClearSplit(draft),
        QueueCommand.BanCallsign ban => BanDeciding.Ban(draft, ban),
        QueueCommand.Unban unban => BanDeciding.Unban(draft, unban),
        QueueCommand.ClearBans => BanDeciding.ClearAll(draft),
        QueueCommand.SetCooldown set => SwitchDeciding.SetCooldown(draft, set),
        QueueCommand.SetWorkedTtl set => SwitchDeciding.SetWorkedTtl(draft, set),
        QueueCommand.ClearWorked => SwitchDeciding.ClearWorked(draft),
        QueueCommand.TakeLookUp looked => WaitingDeciding.TakeLookUp(draft, looked.Found),
        _ => throw new InvalidOperationException($"No rule for {command.GetType().Name}"),
    };

    private Decision<QueueState, QueueEvent, QueueAnswer> Configure(QueueState state, QueueCommand.Configure configure, DateTimeOffset now)
    {
        var begins = state.Epoch.Length == 0;
        var keyed = state.Secret is null ? state with { Secret = new(configure.FreshTicketKey, []) } : null;
        var draft = new Draft(keyed ?? state, configure.By, now, rules) { Deed = new("configure") };
        if (begins || state.Terms != configure.Terms)
            draft.Add(new QueueChange.Configured(configure.Terms, begins ? configure.FreshEpoch : null, begins ? configure.WorkedTtlHours : null));
        return new(new QueueAnswer.Noted(), draft.Events(null)) { Base = keyed };
    }
}
