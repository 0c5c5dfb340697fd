using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Rollcall.Apps.Meets;
using Rollcall.Core.Channels;
using Rollcall.Core.Cluster;

namespace Rollcall.Tests.Support;

/// <summary>A bus between the nodes of one process: what one says the others hear, but for the hints that get lost. Any thread.</summary>
internal sealed class TestBus(Func<bool> losesHint) : IBus
{
    private readonly ConcurrentDictionary<Action<long>, ChannelName> listeners = new();

    public void Moved(ChannelName channel, long head)
    {
        foreach (var (told, listening) in listeners)
        {
            if (listening == channel && !losesHint())
                told(head);
        }
    }

    public IDisposable Listen(ChannelName channel, Action<long> moved)
    {
        listeners[moved] = channel;
        return new Ended(() => listeners.TryRemove(moved, out _));
    }

    private sealed class Ended(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}

/// <summary>One node's actor of a meet, with what its members would have heard.</summary>
internal sealed record Node(Actor<Meet, MeetCommand, MeetEvent, MeetAnswer> Actor, RecordingGathering Gathering)
{
    /// <summary>Time stands still here.</summary>
    public static DateTimeOffset At { get; } = new(2026, 3, 14, 10, 0, 0, TimeSpan.Zero);

    public static async Task<Node> StartAsync(MemoryStore store, ChannelName channel, IBus? bus = null, TimeProvider? time = null)
    {
        var gathering = new RecordingGathering { Somebody = true };
        var log = (await store.OpenAsync(channel, create: true, CancellationToken.None))!;
        var around = new Actor<Meet, MeetCommand, MeetEvent, MeetAnswer>.Surroundings(time ?? new TestClock(At), bus ?? new OneNode(), NullLogger.Instance, RoundObserver.None);
        return new(await Actor<Meet, MeetCommand, MeetEvent, MeetAnswer>.StartAsync(new MeetKind(MeetRules.Default), log, around, _ => gathering, CancellationToken.None), gathering);
    }

    public async Task<MeetAnswer?> AskAsync(MeetCommand? command)
    {
        var question = new Question(command) { Doubtful = command is MeetCommand.Update update && Actor.State.Auth?.Sessions.ContainsKey(update.SessionId) != true };
        if (!await Actor.PostAsync(question))
            throw new UndoneException(Undone.ChannelEnded);
        return await question.Answer;
    }

    /// <summary>Reads what the others wrote, and waits until everything posted before has been dealt with.</summary>
    public async Task CatchUpAsync()
    {
        await Actor.PostAsync(new Moved<MeetCommand>());
        await AskAsync(null);
    }
}
