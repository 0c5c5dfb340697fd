using Rollcall.Apps.Meets;
using Rollcall.Core.Channels;
using Rollcall.Core.Store;
using Rollcall.Tests.Support;
using Rollcall.Tests.Support.Meets;
using Xunit;

namespace Rollcall.Tests.Core.Channels;

public sealed class ActorTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 14, 10, 0, 0, TimeSpan.Zero);

    private readonly MemoryStore store = new();

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact] // P1
    public async Task Nobody_hears_of_something_before_it_is_in_the_store()
    {
        var node = await MadeAsync();
        var reached = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        store.BeforeAppend = async _ =>
        {
            reached.TrySetResult();
            await release.Task;
        };

        var told = node.AskAsync(Name("\"Spring Open\"", 1));
        await reached.Task;
        Assert.False(told.IsCompleted);
        Assert.Equal([1, 2], node.Gathering.Heard);
        Assert.Equal(2, node.Actor.State.Head);
        release.SetResult();

        Assert.IsType<MeetAnswer.Judged>(await told);
        Assert.Equal([1, 2, 3], node.Gathering.Heard);
    }

    [Fact]
    public async Task What_waits_while_a_round_is_written_goes_into_one_append()
    {
        var node = await MadeAsync();
        var reached = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        store.BeforeAppend = async _ =>
        {
            reached.TrySetResult();
            await release.Task;
        };
        var before = store.Appends;

        var first = node.AskAsync(Name("\"A\"", 1));
        await reached.Task;
        var rest = Enumerable.Range(2, 100).Select(local => node.AskAsync(Name($"\"{local}\"", local))).ToList();
        release.SetResult();
        await first;
        await Task.WhenAll(rest);

        Assert.Equal(2, store.Appends - before);
        Assert.Equal(Enumerable.Range(1, 103).Select(seq => (long)seq), node.Gathering.Heard);
    }

    [Fact]
    public async Task While_the_store_refuses_writes_are_undone_everything_else_is_answered_and_members_stay()
    {
        var node = await MadeAsync();
        store.Refuses = "The disk is full.";

        var write = node.AskAsync(Name("\"A\"", 1));
        Assert.Equal(Undone.StoreRefuses, (await Assert.ThrowsAsync<UndoneException>(() => write)).Why);
        Assert.Null(await node.AskAsync(null));
        Assert.Empty(node.Gathering.Ends);
        store.Refuses = null;
        var judged = (MeetAnswer.Judged)(await node.AskAsync(Name("\"A\"", 1)))!;

        Assert.Equal((1, 3), judged.Accepted.Single());
    }

    [Fact]
    public async Task A_failed_append_ends_the_actor_and_who_waits_is_told_to_try_again()
    {
        var node = await MadeAsync();
        store.BeforeAppend = _ => throw new StoreFailedException("the disk failed");

        var write = node.AskAsync(Name("\"A\"", 1));
        Assert.Equal(Undone.ChannelEnded, (await Assert.ThrowsAsync<UndoneException>(() => write)).Why);
        await node.Actor.Ended;

        Assert.Equal([ChannelEnd.Crashed], node.Gathering.Ends);
        Assert.False(await node.Actor.PostAsync(new Question(null)));
        Assert.Equal(0, store.OpenLogs);
        store.BeforeAppend = null;
        var again = await Node.StartAsync(store, LivedMeet.Channel);
        Assert.Equal((1, 3), ((MeetAnswer.Judged)(await again.AskAsync(Name("\"A\"", 1)))!).Accepted.Single());
    }

    [Fact]
    public async Task A_full_mailbox_makes_the_sender_wait()
    {
        var node = await MadeAsync();
        var reached = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        store.BeforeAppend = async _ =>
        {
            reached.TrySetResult();
            await release.Task;
        };
        var write = node.AskAsync(Name("\"A\"", 1));
        await reached.Task;

        var taken = 0;
        while (node.Actor.TryPost(new Question(null)))
            taken++;
        var waiting = node.Actor.PostAsync(new Question(null)).AsTask();
        Assert.InRange(taken, 1000, 5000);
        Assert.False(waiting.IsCompleted);
        release.SetResult();

        Assert.True(await waiting);
        await write;
    }

    [Fact]
    public async Task An_actor_that_stops_deals_with_what_it_has_taken_and_closes_its_log()
    {
        var node = await MadeAsync();
        var asked = Enumerable.Range(1, 50).Select(local => node.AskAsync(Name($"\"{local}\"", local))).ToList();
        var stopped = node.Actor.StopAsync();
        var told = await Task.WhenAll(asked);
        await stopped;

        Assert.All(told, answer => Assert.IsType<MeetAnswer.Judged>(answer));
        Assert.Equal([ChannelEnd.Orderly], node.Gathering.Ends);
        Assert.Equal(0, store.OpenLogs);
    }

    [Fact]
    public async Task A_channel_opened_from_a_snapshot_is_the_same_as_one_read_from_its_beginning()
    {
        var node = await MadeAsync();
        for (var local = 1; local <= 1_200; local += 400)
            await Task.WhenAll(Enumerable.Range(local, 400).Select(one => node.AskAsync(Name($"\"{one}\"", one))));
        var lived = StateText.Of(node.Actor.State);
        await node.Actor.StopAsync();

        await using var log = (await store.OpenAsync(LivedMeet.Channel, create: false, CancellationToken.None))!;
        Assert.NotNull(await log.ReadSnapshotAsync(CancellationToken.None));
        var again = await Node.StartAsync(store, LivedMeet.Channel);

        Assert.Equal(lived, StateText.Of(again.Actor.State));
    }

    private async Task<Node> MadeAsync()
    {
        var node = await Node.StartAsync(store, LivedMeet.Channel);
        await node.AskAsync(new MeetCommand.Create("k3f9x2", Some.Auth([("Head table", 10)]), new NewSession("session", "author", "Head table", Writes: true, Now)));
        return node;
    }

    private static MeetCommand.Update Name(string value, long local) => new("session", "k3f9x2", [Some.Update("meet.name", value, local, 1_000_000)]);
}
