using System.Collections.Concurrent;
using Rollcall.Core.Store;

namespace Rollcall.Core.Channels;

/// <summary>Name to live actor, for one kind of channel: wakes a channel when it is first asked for, parks it when nobody is in it, drains all at the end.
/// Any thread may call; each name has at most one actor at a time.</summary>
public sealed class Directory<TState, TCommand, TEvent, TAnswer>(
    IEventStore store,
    Kind<TState, TCommand, TEvent, TAnswer> kind,
    Actor<TState, TCommand, TEvent, TAnswer>.Surroundings around,
    Func<ChannelName, Action<Letter<TCommand>>, Gathering<TState, TCommand, TEvent, TAnswer>> gather) : IAsyncDisposable
    where TState : class
    where TCommand : class
    where TEvent : class
{
    /// <summary>A log that could not be opened is not tried again before this has passed: reading it costs, and it will not mend itself.</summary>
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<ChannelName, Lazy<Task<Actor<TState, TCommand, TEvent, TAnswer>?>>> live = [];
    private readonly ConcurrentDictionary<ChannelName, (DateTimeOffset Until, string Why)> resting = [];
    private volatile bool draining;

    /// <summary>The actors that live now.</summary>
    public IEnumerable<Actor<TState, TCommand, TEvent, TAnswer>> Live =>
        live.Values.Where(one => one is { IsValueCreated: true, Value: { IsCompletedSuccessfully: true, Result: not null } }).Select(one => one.Value.Result!);

    /// <summary>The channels that could not be opened lately, for health.</summary>
    public IReadOnlyCollection<ChannelName> Failed => [.. resting.Keys];

    /// <summary>The actor of a channel, woken if need be; null where there is no such channel (and <paramref name="create"/> is not set).
    /// Throws <see cref="ChannelUnavailableException"/> where it cannot be opened now.</summary>
    public async ValueTask<Actor<TState, TCommand, TEvent, TAnswer>?> FindAsync(ChannelName name, bool create = false)
    {
        while (true)
        {
            if (draining)
                throw new ChannelUnavailableException("The server is shutting down.");
            if (resting.TryGetValue(name, out var rest) && around.Time.GetUtcNow() < rest.Until)
                throw new ChannelUnavailableException(rest.Why);
            if (!create && !live.ContainsKey(name) && !store.Knows(name))
                return null;
            var mine = new Lazy<Task<Actor<TState, TCommand, TEvent, TAnswer>?>>(() => OpenAsync(name, create));
            var entry = live.GetOrAdd(name, mine);
            if (await OpenedAsync(name, entry) is { } actor)
            {
                if (draining)
                    await actor.StopAsync();
                else if (actor.IsOpen)
                    return actor;
                // Its log can be opened again once it is closed.
                await actor.Ended;
            }
            else if (!create || entry == mine)
                return null;

            live.TryRemove(new(name, entry));
        }
    }

    /// <summary>Parks the actors nobody is in. A letter posted meanwhile is not lost: the poster is told and asks again.</summary>
    public async Task ParkIdleAsync()
    {
        await Task.WhenAll(Live.Where(actor => actor.Members == 0).Select(actor => actor.ParkAsync()).ToList());
        foreach (var (name, entry) in live)
        {
            if (entry is { IsValueCreated: true, Value: { IsCompletedSuccessfully: true, Result: null or { Ended.IsCompleted: true } } })
                live.TryRemove(new(name, entry));
        }
    }

    /// <summary>Lets all rounds in flight finish and closes every log.</summary>
    public async ValueTask DisposeAsync()
    {
        draining = true;
        await Task.WhenAll(live.Select(one => StopAsync(one.Key, one.Value)));
    }

    /// <summary>Stops an actor, also one that is only being opened.</summary>
    private async Task StopAsync(ChannelName name, Lazy<Task<Actor<TState, TCommand, TEvent, TAnswer>?>> entry)
    {
        try
        {
            if (await OpenedAsync(name, entry) is { } actor)
                await actor.StopAsync();
        }
        catch (ChannelUnavailableException)
        {
            // It was not opened, which has been logged: there is nothing to stop.
        }
    }

    /// <summary>Waits for an opening. One that failed is forgotten, whatever the reason, so that it can be tried again.</summary>
    private async Task<Actor<TState, TCommand, TEvent, TAnswer>?> OpenedAsync(ChannelName name, Lazy<Task<Actor<TState, TCommand, TEvent, TAnswer>?>> entry)
    {
        try
        {
            var actor = await entry.Value;
            if (actor is null)
                live.TryRemove(new(name, entry));
            return actor;
        }
        catch
        {
            live.TryRemove(new(name, entry));
            throw;
        }
    }

    private async Task<Actor<TState, TCommand, TEvent, TAnswer>?> OpenAsync(ChannelName name, bool create)
    {
        try
        {
            var log = await store.OpenAsync(name, create, CancellationToken.None);
            var actor = log is null ? null
                : await Actor<TState, TCommand, TEvent, TAnswer>.StartAsync(kind, log, around, post => gather(name, post), CancellationToken.None);
            resting.TryRemove(name, out _);
            return actor;
        }
        catch (Exception failed) when (failed is LogDamagedException or StoreFailedException or IOException)
        {
            ChannelLog.NotOpened(around.Log, name, failed.Message);
            resting[name] = (around.Time.GetUtcNow() + PauseAfterFailure, "The channel cannot be opened just now.");
            throw new ChannelUnavailableException("The channel cannot be opened just now.");
        }
    }
}

/// <summary>A channel that exists cannot be used just now; worth trying again later. The message may be told to clients.</summary>
public sealed class ChannelUnavailableException(string message) : Exception(message);
