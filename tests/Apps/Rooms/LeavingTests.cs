using Rollcall.Apps.Rooms;
using Rollcall.Core.Store;
using Rollcall.Tests.Support.Rooms;
using Xunit;
using static Rollcall.Tests.Support.Rooms.LivedRoom;

namespace Rollcall.Tests.Apps.Rooms;

/// <summary>What becomes of a room and of who is in it when they go, are sent away, or the server starts again (specification 3 and 4).</summary>
public class LeavingTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    // rooms P22
    [Theory]
    [InlineData("goodbye")]
    [InlineData("loss")]
    [InlineData("kick")]
    [InlineData("ban")]
    [InlineData("session")]
    [InlineData("private")]
    [InlineData("never came")]
    public async Task A_room_is_empty_and_goes_whichever_way_the_last_one_left(string way)
    {
        await using var stage = await RoomStage.OpenAsync(info: LivedRoom.Info with { Persistent = false });
        if (way == "never came")
        {
            await stage.EnterAsync(Ben);
        }
        else
        {
            var ben = await stage.JoinAsync(Ben);
            await LeaveAsync(stage, ben, way);
        }

        await stage.AdvanceAsync(10 * Second);
        Assert.Equal((0, 0), ((await stage.SeeAsync()).ConnectionCount, (await stage.SeeAsync()).Participants.Count));
        Assert.Empty(stage.Over);

        await stage.AdvanceAsync(600 * Second);

        Assert.Equal(["lobby"], stage.Over);
    }

    // rooms P22
    [Fact]
    public async Task After_a_restart_the_time_of_an_empty_room_begins_anew()
    {
        await using var stage = await RoomStage.OpenAsync(info: LivedRoom.Info with { Persistent = false });
        await stage.AdvanceAsync(599 * Second);
        await stage.RestartAsync();
        await stage.AdvanceAsync(599 * Second);
        Assert.Empty(stage.Over);

        await stage.AdvanceAsync(Second);

        Assert.Equal(["lobby"], stage.Over);
    }

    // rooms P15
    [Fact]
    public async Task Fewer_places_throw_nobody_out_and_let_nobody_more_in()
    {
        await using var stage = await RoomStage.OpenAsync();
        var (anna, ben) = (await stage.JoinAsync(Anna), await stage.JoinAsync(Ben));
        await stage.AskAsync(new RoomCommand.Change(Anna, 1, new(MaxClients: 1)));

        Assert.Equal((null, null), (await anna.ClosedAsync(), await ben.ClosedAsync()));
        Assert.Equal(new Entered.Refused(new("room_full")), (await stage.EnterAsync(Cleo)).Entered);
        await ben.LeavesAsync(saysGoodbye: true);
        Assert.Equal(new Entered.Refused(new("room_full")), (await stage.EnterAsync(Cleo)).Entered);
    }

    // rooms P30
    [Fact]
    public async Task When_all_come_back_after_a_restart_the_log_is_read_once_and_not_once_for_each()
    {
        await using var stage = await RoomStage.OpenAsync(info: LivedRoom.Info with { MaxClients = 1_000 });
        var anna = await stage.JoinAsync(Anna);
        for (var i = 0; i < 100; i++)
            await anna.SaysAsync($"{i}");
        await stage.RestartAsync();
        var before = stage.Store.Reads;

        for (var i = 0; i < 200; i++)
            Assert.Equal(100, (await (await stage.JoinAsync(new(1_000 + i, "guest"), since: 1)).EntriesAsync()).Count);

        Assert.Equal(before, stage.Store.Reads);
    }

    // rooms P10 and P12
    [Fact]
    public async Task In_a_room_restored_from_a_backup_all_entries_are_of_its_new_life_and_can_be_edited_as_before()
    {
        await using var stage = await RoomStage.OpenAsync();
        var anna = await stage.JoinAsync(Anna);
        await anna.SaysAsync("before", "1");
        await stage.SeeAsync();
        await stage.Actor.StopAsync();
        await using (var log = (await stage.Store.OpenAsync(Channel, create: false, CancellationToken.None))!)
            Assert.IsType<AppendResult.Done>(await log.AppendAsync(new(log.Head, [], log.Secret.Version, """{"epoch":"q07b"}"""u8.ToArray()), CancellationToken.None));
        await stage.RestartAsync();

        var ben = await stage.JoinAsync(Ben, since: 1, epoch: "q07b");
        var told = (await ben.HeardAsync("chat")).Single();
        Assert.Equal(("q07b-2", "q07b"), (told.GetProperty("id").GetString(), told.GetProperty("epoch").GetString()));
        Assert.Equal(2, EntryText.SeqOf("q07b-2", stage.Actor.State.Epoch));
        await stage.AskAsync(Edit(Anna, new(2, Anna.UserId, "text", stage.Clock.Now), "after"));

        Assert.Equal("q07b-2", (await ben.HeardAsync("message_edited")).Single().GetProperty("data").GetProperty("target_id").GetString());
    }

    [Fact]
    public void An_operation_is_forgotten_after_fifty_thousand_entries()
    {
        var at = new DateTimeOffset(2026, 3, 7, 10, 0, 0, TimeSpan.Zero);
        var done = Operations.None.With(new(new(51, "first"), 2, at)).With(new(new(51, "second"), 3, at));

        var later = done.With(new(new(51, "later"), 50_002, at));

        Assert.Null(later.Find(new(51, "first")));
        Assert.Equal(3, later.Find(new(51, "second"))!.Value.Seq);
    }

    [Fact]
    public void Of_more_than_fifty_thousand_read_marks_the_one_that_rested_longest_goes()
    {
        var marks = new ReadMarks();
        for (var user = 1; user <= 50_000; user++)
            marks.Move(user, 1, Epoch);
        marks.Move(1, 2, Epoch);
        marks.Move(50_001, 1, Epoch);

        Assert.Equal((2, 0, 1, 1), (marks.Of(1), marks.Of(2), marks.Of(3), marks.Of(50_001)));
    }

    private static DateTimeOffset Epoch => DateTimeOffset.UnixEpoch;

    private static Task LeaveAsync(RoomStage stage, Guest ben, string way) => way switch
    {
        "goodbye" => ben.LeavesAsync(saysGoodbye: true),
        "loss" => ben.LeavesAsync(),
        "kick" => stage.AskAsync(new RoomCommand.Moderate(Anna, ModerationAction.Kick, Ben, null, null)),
        "ban" => stage.AskAsync(new RoomCommand.Moderate(Anna, ModerationAction.Ban, Ben, null, null)),
        "session" => stage.Actor.PostAsync(new RoomLetter.SessionEnded(Ben.UserId * 10)).AsTask(),
        _ => stage.AskAsync(new RoomCommand.Change(Anna, 1, new(IsPrivate: true))),
    };
}
