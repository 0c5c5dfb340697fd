using Rollcall.Core.Store;

namespace Rollcall.Core.Channels;

/// <summary>A state read from the store.</summary>
/// <param name="State">The state at <paramref name="Head"/>.</param>
/// <param name="Head">The last event folded in.</param>
/// <param name="SnapshotSeq">Where the snapshot used stood; 0 where the whole log was read.</param>
public sealed record Opened<TState>(TState State, long Head, long SnapshotSeq);

/// <summary>Reads a channel's state from its snapshot and log.</summary>
public static class Opening
{
    /// <summary>Folds the log into a state. Throws <see cref="LogDamagedException"/> where it does not make sense.</summary>
    public static async Task<Opened<TState>> ReadAsync<TState, TCommand, TEvent, TAnswer>(
        Kind<TState, TCommand, TEvent, TAnswer> kind, IEventLog log, CancellationToken cancel)
        where TState : class
        where TEvent : class
    {
        var snapshot = await log.ReadSnapshotAsync(cancel);
        var fromSnapshot = snapshot is null ? null : kind.ReadSnapshot(log.Channel, snapshot);
        var seq = fromSnapshot is null ? 0 : snapshot!.Seq;
        if (seq < log.Floor)
            throw new LogDamagedException($"{log.Channel}: events up to {log.Floor} were removed and no usable snapshot reaches that far; restore a backup");

        var state = fromSnapshot ?? kind.Empty(log.Channel);
        var head = seq;
        await foreach (var line in log.ReadAsync(seq, cancel))
        {
            state = kind.Evolve(state, Read(kind, line));
            head = line.Seq;
        }

        return new(kind.WithSecret(state, log.Secret.Document), head, seq);
    }

    /// <summary>Reads one line of the log.</summary>
    public static Happened<TEvent> Read<TState, TCommand, TEvent, TAnswer>(Kind<TState, TCommand, TEvent, TAnswer> kind, LoggedEvent line)
        where TState : class
        where TEvent : class =>
        new(line.Seq, line.Epoch, line.At, line.Op, kind.Read(line.Type, line.Body));
}
