using System.Buffers;
using Rollcall.Core.Store;

namespace Rollcall.Core.Channels;

/// <summary>What begins a new life of a channel's log.</summary>
/// <param name="Events">Said in the log, in order; may be empty.</param>
/// <param name="State">The state whose secret is to be kept beside the log from now on.</param>
public sealed record NewLife<TState, TEvent>(TState State, params IReadOnlyList<TEvent> Events);

/// <summary>Gives logs that were restored from a backup a new life, so that clients that knew more resynchronise instead of trusting an old position. Runs
/// before anything else uses the store.</summary>
public static class Renewal
{
    /// <summary>Renews every channel of a kind; answers how many. Throws <see cref="LogDamagedException"/> or <see cref="StoreFailedException"/>.</summary>
    /// <param name="begin">What begins the new life of a state; null where there is nothing to begin.</param>
    public static async Task<int> RunAsync<TState, TCommand, TEvent, TAnswer>(
        IEventStore store, string name, Kind<TState, TCommand, TEvent, TAnswer> kind, TimeProvider time, Func<TState, NewLife<TState, TEvent>?> begin, CancellationToken cancel)
        where TState : class
        where TEvent : class
    {
        var renewed = 0;
        foreach (var (channel, _) in store.List(name).ToList())
        {
            await using var log = await store.OpenAsync(channel, create: false, cancel);
            if (log is null) continue;
            var opened = await Opening.ReadAsync(kind, log, cancel);
            if (begin(opened.State) is not { } life) continue;
            var append = new Append(log.Head, Lines(kind, opened, life.Events, time.GetUtcNow()), log.Secret.Version, Secret(kind, opened.State, life.State));
            if (await log.AppendAsync(append, cancel) is AppendResult.Refused refused) throw new StoreFailedException($"{channel}: {refused.Reason}");
            renewed++;
        }
        return renewed;
    }

    private static List<LoggedEvent> Lines<TState, TCommand, TEvent, TAnswer>(Kind<TState, TCommand, TEvent, TAnswer> kind, Opened<TState> opened, IReadOnlyList<TEvent> events, DateTimeOffset now)
        where TState : class
        where TEvent : class
    {
        var (state, seq, lines) = (opened.State, opened.Head, new List<LoggedEvent>());
        foreach (var one in events)
        {
            var happened = new Happened<TEvent>(++seq, kind.EpochOf(state, one), now, null, one);
            var body = new ArrayBufferWriter<byte>(256);
            kind.Write(one, body);
            lines.Add(new(seq, happened.Epoch, now, null, kind.TypeOf(one), body.WrittenMemory, events.Count - 1 - lines.Count));
            state = kind.Evolve(state, happened);
        }
        return lines;
    }

    private static ReadOnlyMemory<byte>? Secret<TState, TCommand, TEvent, TAnswer>(Kind<TState, TCommand, TEvent, TAnswer> kind, TState before, TState after)
        where TState : class
        where TEvent : class
    {
        if (ReferenceEquals(kind.SecretOf(before), kind.SecretOf(after))) return null;
        var document = new ArrayBufferWriter<byte>(256);
        kind.WriteSecret(after, document);
        return document.WrittenMemory;
    }
}
