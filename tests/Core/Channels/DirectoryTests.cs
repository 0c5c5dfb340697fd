using Microsoft.Extensions.Logging.Abstractions;
using Rollcall.Apps.Meets;
using Rollcall.Core.Channels;
using Rollcall.Core.Cluster;
using Rollcall.Core.Store;
using Rollcall.Tests.Support;
using Rollcall.Tests.Support.Meets;
using Xunit;

namespace Rollcall.Tests.Core.Channels;

using MeetActor = Actor<Meet, MeetCommand, MeetEvent, MeetAnswer>;

/// <summary>Waking, parking and draining channels.</summary>
public sealed class DirectoryTests : IAsyncDisposable
{
    private readonly MemoryStore store = new();
    private readonly TestClock clock = new();
    private readonly OneNode bus = new();
    private readonly Directory<Meet, MeetCommand, MeetEvent, MeetAnswer> directory;
    private int gatherings;

    public DirectoryTests() => directory = new(store, new MeetKind(MeetRules.Default), new(clock, bus, NullLogger.Instance, RoundObserver.None), (_, _) =>
    {
        Interlocked.Increment(ref gatherings);
        return new RecordingGathering();
    });

    public async ValueTask DisposeAsync()
    {
        await directory.DisposeAsync();
        bus.Dispose();
    }

    [Fact]
    public async Task A_channel_nobody_made_is_not_found_and_not_made_by_looking()
    {
        Assert.Null(await directory.FindAsync(LivedMeet.Channel));
        Assert.False(store.Knows(LivedMeet.Channel));
        Assert.NotNull(await directory.FindAsync(LivedMeet.Channel, create: true));
        Assert.NotNull(await directory.FindAsync(LivedMeet.Channel));
    }

    [Fact]
    public async Task However_many_ask_at_once_there_is_one_actor()
    {
        var found = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(async () => await directory.FindAsync(LivedMeet.Channel, create: true))));
        Assert.Single(found.Distinct());
        Assert.Equal((1, 1), (gatherings, store.OpenLogs));
    }

    [Fact]
    public async Task An_actor_that_is_closing_is_waited_for_and_then_there_is_a_new_one()
    {
        var old = (await directory.FindAsync(LivedMeet.Channel, create: true))!;
        var (reached, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        store.BeforeAppend = async _ =>
        {
            reached.TrySetResult();
            await release.Task;
        };
        await old.PostAsync(new Question(Create("s0")));
        await reached.Task;
        var stopped = old.StopAsync();
        var next = directory.FindAsync(LivedMeet.Channel).AsTask();
        Assert.False(next.IsCompleted);
        release.SetResult();
        await stopped;
        Assert.NotSame(old, await next);
        Assert.Equal((2, "k3f9x2"), ((await next)!.State.Head, (await next)!.State.Epoch));
    }

    [Fact]
    public async Task Parking_and_waking_lose_no_letter()
    {
        await AskAsync(Create("s0"));
        var (parking, hasParked) = (true, false);
        var parker = Task.Run(async () =>
        {
            while (Volatile.Read(ref parking))
            {
                await directory.ParkIdleAsync();
                if (store.OpenLogs == 0)
                    Volatile.Write(ref hasParked, true);
                await Task.Yield();
            }
        });
        var writers = Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            for (var i = 1; i <= 100; i++)
            {
                // Quick writers would leave no moment to park in: half-way all of them wait for one.
                while (i == 50 && !Volatile.Read(ref hasParked))
                    await Task.Yield();
                Assert.IsType<MeetAnswer.Judged>(await AskAsync(new MeetCommand.Update("s0", "k3f9x2", [Some.Update($"meet.w{writer}", $"{i}", writer * 1000 + i, 1_000_000)])));
            }
        }));
        await Task.WhenAll(writers);
        Volatile.Write(ref parking, false);
        await parker;

        await directory.ParkIdleAsync();
        Assert.Equal(0, store.OpenLogs);
        Assert.True(gatherings > 1, "nothing was ever parked; the test shows nothing");
        var state = (await directory.FindAsync(LivedMeet.Channel))!.State;
        Assert.Equal(402, state.Head);
        Assert.All(Enumerable.Range(0, 4), writer => Assert.Equal("100", state.Content.ValueAt(Some.Key($"meet.w{writer}"), out _)!.ToString()));
    }

    [Fact]
    public async Task A_log_that_cannot_be_opened_is_tried_again_after_a_while_and_not_before()
    {
        await AskAsync(Create("s0"));
        await directory.ParkIdleAsync();
        store.FailsToOpen = new LogDamagedException("line 7");
        await Assert.ThrowsAsync<ChannelUnavailableException>(async () => await directory.FindAsync(LivedMeet.Channel));
        store.FailsToOpen = null;
        await Assert.ThrowsAsync<ChannelUnavailableException>(async () => await directory.FindAsync(LivedMeet.Channel));
        Assert.Equal([LivedMeet.Channel], directory.Failed);
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.NotNull(await directory.FindAsync(LivedMeet.Channel));
        Assert.Empty(directory.Failed);
    }

    [Fact]
    public async Task An_opening_that_failed_for_a_reason_nobody_knows_is_not_remembered()
    {
        store.FailsToOpen = new InvalidOperationException("a bug");
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await directory.FindAsync(LivedMeet.Channel, create: true));
        store.FailsToOpen = null;
        Assert.NotNull(await directory.FindAsync(LivedMeet.Channel, create: true));
    }

    [Fact]
    public async Task Draining_deals_with_what_waits_closes_every_log_and_wakes_nobody_any_more()
    {
        await AskAsync(Create("s0"));
        var actor = (await directory.FindAsync(LivedMeet.Channel))!;
        var asked = Enumerable.Range(1, 50).Select(i => new Question(new MeetCommand.Update("s0", "k3f9x2", [Some.Update("meet.name", $"\"{i}\"", i, 1_000_000)]))).ToList();
        foreach (var one in asked)
            await actor.PostAsync(one);
        await directory.DisposeAsync();
        Assert.All(await Task.WhenAll(asked.Select(one => one.Answer)), answer => Assert.IsType<MeetAnswer.Judged>(answer));
        Assert.Equal(0, store.OpenLogs);
        await Assert.ThrowsAsync<ChannelUnavailableException>(async () => await directory.FindAsync(LivedMeet.Channel));
    }

    /// <summary>As a door does it: asks again where the actor ended before it took the letter.</summary>
    private async Task<MeetAnswer?> AskAsync(MeetCommand command)
    {
        while (true)
        {
            MeetActor actor = (await directory.FindAsync(LivedMeet.Channel, create: true))!;
            var question = new Question(command);
            if (await actor.PostAsync(question))
                return await question.Answer;
        }
    }

    private MeetCommand.Create Create(string session) => new("k3f9x2", Some.Auth([("Head table", 10)]), new NewSession(session, "author", "Head table", Writes: true, clock.Now));
}
