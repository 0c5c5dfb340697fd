using Rollcall.Apps.Meets;
using Rollcall.Core.Channels;
using Rollcall.Core.Store;
using Rollcall.Tests.Support;
using Rollcall.Tests.Support.Meets;
using Xunit;

namespace Rollcall.Tests.Core.Channels;

/// <summary>The actor's loop where something stands in its way: a store that refuses, another node, a log that cannot be read, nobody there.</summary>
public sealed class ActorUnderStrainTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Now = Node.At;

    private readonly MemoryStore store = new();

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task While_the_store_refuses_answers_still_come_in_the_order_of_the_letters()
    {
        var node = await MadeAsync();
        var (reached, release) = Hold();
        var first = node.AskAsync(Name("\"A\"", 1));
        await reached.Task;
        var (read, write, readAgain) = (new Question(null), new Question(Name("\"B\"", 2)), new Question(null));
        foreach (var one in new[] { read, write, readAgain })
            await node.Actor.PostAsync(one);
        store.BeforeAppend = null;
        release.SetResult();
        store.Refuses = "The disk is full.";
        await Assert.ThrowsAsync<UndoneException>(() => write.Answer);
        await readAgain.Answer;

        Assert.Equal([(read, false), (write, true), (readAgain, false)], node.Gathering.Dealt.TakeLast(3));
        await Assert.ThrowsAsync<UndoneException>(() => first);
    }

    [Fact]
    public async Task On_a_full_disk_a_session_that_was_not_used_this_hour_may_read_and_get_old_answers_but_not_write()
    {
        var node = await MadeAsync();
        await node.AskAsync(Name("\"A\"", 1));
        var record = node.Actor.State.Auth!.Sessions["session"] with { LastUsed = Now + TimeSpan.FromHours(1) };
        store.Refuses = "The disk is full.";

        Assert.Equal(MeetAnswer.Noted.Well, await node.AskAsync(new MeetCommand.Using(record, null)));
        var again = (MeetAnswer.Judged)(await node.AskAsync(new MeetCommand.Using(record, Name("\"A\"", 1))))!;
        Assert.Equal((1, 3), again.Accepted.Single());
        await Assert.ThrowsAsync<UndoneException>(() => node.AskAsync(new MeetCommand.Using(record, Name("\"B\"", 2))));
        Assert.NotEqual(record, node.Actor.State.Auth!.Sessions["session"]);
    }

    [Fact]
    public async Task What_another_node_changed_beside_the_log_is_taken_in_although_nothing_happened_in_it()
    {
        var (here, there) = (await MadeAsync(), await Node.StartAsync(store, LivedMeet.Channel));
        await here.AskAsync(new MeetCommand.Manage("session", null, "$new$", [], EndOthers: false, NewViewToken: true));
        Assert.Equal(1, there.Actor.State.Auth!.ViewGeneration);
        await there.CatchUpAsync();
        Assert.Equal(("$new$", 2), (there.Actor.State.Auth!.PasswordHash, there.Actor.State.Auth.ViewGeneration));
        // And what it decides next is decided on that.
        await here.AskAsync(new MeetCommand.Manage("session", null, null, [], EndOthers: false, NewViewToken: true));
        await there.AskAsync(new MeetCommand.Manage("session", null, null, [], EndOthers: false, NewViewToken: true));
        Assert.Equal(4, there.Actor.State.Auth!.ViewGeneration);
    }

    [Fact]
    public async Task A_log_that_makes_no_sense_is_closed_again()
    {
        await using (var log = (await store.OpenAsync(LivedMeet.Channel, create: true, CancellationToken.None))!)
            await log.AppendAsync(new(0, [new(1, "k3f9x2", Now, null, "SomethingNewer", "{}"u8.ToArray())], 0, null), CancellationToken.None);
        await Assert.ThrowsAsync<LogDamagedException>(() => Node.StartAsync(store, LivedMeet.Channel));
        Assert.Equal(0, store.OpenLogs);
    }

    [Fact]
    public async Task It_is_woken_when_the_gathering_wants_to_be()
    {
        var clock = new TestClock(Now);
        var node = await Node.StartAsync(store, LivedMeet.Channel, time: clock);
        node.Gathering.Alarm = Now + TimeSpan.FromSeconds(5);
        await node.AskAsync(null);
        clock.Advance(TimeSpan.FromSeconds(4));
        await node.AskAsync(null);
        Assert.DoesNotContain(node.Gathering.Dealt, one => one.Letter is Tick<MeetCommand>);
        clock.Advance(TimeSpan.FromSeconds(1));
        await node.AskAsync(null);
        Assert.Single(node.Gathering.Dealt, one => one.Letter is Tick<MeetCommand>);
    }

    [Fact]
    public async Task It_is_parked_only_when_nobody_is_there_and_nothing_waits()
    {
        var node = await MadeAsync();
        await node.Actor.ParkAsync();
        Assert.True(node.Actor.IsOpen);

        node.Gathering.Somebody = false;
        var (reached, release) = Hold();
        var write = node.AskAsync(Name("\"A\"", 1));
        await reached.Task;
        var parked = node.Actor.ParkAsync();
        var read = node.AskAsync(null);
        release.SetResult();
        // Both are answered, whether it was parked after them or went on.
        await Task.WhenAll(write, parked, read);

        await node.Actor.ParkAsync();
        Assert.False(node.Actor.IsOpen);
        Assert.Equal([ChannelEnd.Orderly], node.Gathering.Ends);
        Assert.False(await node.Actor.PostAsync(new Question(null)));
    }

    private (TaskCompletionSource Reached, TaskCompletionSource Release) Hold()
    {
        var (reached, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        store.BeforeAppend = async _ =>
        {
            reached.TrySetResult();
            await release.Task;
        };
        return (reached, release);
    }

    private async Task<Node> MadeAsync()
    {
        var node = await Node.StartAsync(store, LivedMeet.Channel);
        await node.AskAsync(new MeetCommand.Create("k3f9x2", Some.Auth([("Head table", 10)]), new NewSession("session", "author", "Head table", Writes: true, Now)));
        return node;
    }

    private static MeetCommand.Update Name(string value, long local) => new("session", "k3f9x2", [Some.Update("meet.name", value, local, 1_000_000)]);
}
