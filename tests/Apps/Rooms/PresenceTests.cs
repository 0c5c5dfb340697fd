using FsCheck;
using FsCheck.Fluent;
using Rollcall.Apps.Rooms;
using Rollcall.Tests.Support.Rooms;
using Xunit;
using static Rollcall.Tests.Support.Rooms.LivedRoom;

namespace Rollcall.Tests.Apps.Rooms;

public class PresenceTests
{
    private static readonly TimeSpan Half = TimeSpan.FromMilliseconds(500);

    // rooms P23
    [Fact]
    public async Task One_of_several_tabs_is_nobodys_business_and_the_last_one_is_one_leave()
    {
        await using var stage = await RoomStage.OpenAsync();
        var anna = await stage.JoinAsync(Anna);
        var (one, two) = (await stage.JoinAsync(Ben), await stage.JoinAsync(Ben));
        await stage.AdvanceAsync(Half);
        Assert.Single(await anna.HeardAsync("diff"));

        await one.LeavesAsync();
        await stage.AdvanceAsync(TimeSpan.FromSeconds(20));
        Assert.Single(await anna.HeardAsync("diff"));
        await two.LeavesAsync(saysGoodbye: true);
        await one.LeavesAsync();
        await stage.AdvanceAsync(Half);

        var diffs = await anna.HeardAsync("diff");
        Assert.Equal(2, diffs.Count);
        Assert.Equal("[51]", diffs[1].GetProperty("data").GetProperty("leaves").GetRawText());
    }

    // rooms P24
    [Fact]
    public async Task Coming_back_within_the_grace_announces_nothing()
    {
        await using var stage = await RoomStage.OpenAsync();
        var (anna, ben) = (await stage.JoinAsync(Anna), await stage.JoinAsync(Ben));
        await stage.AdvanceAsync(Half);
        await ben.LeavesAsync();
        await stage.AdvanceAsync(TimeSpan.FromSeconds(9.9));
        Assert.Equal(0, (await stage.SeeAsync()).Participants.Single(one => one.Who == Ben).Connections);
        await stage.JoinAsync(Ben, replaces: ben.ConnectionId);
        await stage.AdvanceAsync(TimeSpan.FromSeconds(60));

        Assert.Single(await anna.HeardAsync("diff"));
    }

    [Theory]
    [InlineData("kick")]
    [InlineData("ban")]
    [InlineData("removed")]
    [InlineData("private")]
    public async Task Whoever_may_not_be_here_any_more_leaves_at_once_also_within_the_grace(string way)
    {
        await using var stage = await RoomStage.OpenAsync();
        var (anna, ben) = (await stage.JoinAsync(Anna), await stage.JoinAsync(Ben));
        if (way == "removed")
        {
            await stage.AskAsync(new RoomCommand.SetRole(Anna, Ben, RoomRole.Member));
            await stage.AskAsync(new RoomCommand.Change(Anna, 1, new(IsPrivate: true)));
        }

        await ben.LeavesAsync();
        Assert.Contains((await stage.SeeAsync()).Participants, one => one.Who == Ben);

        RoomCommand command = way switch
        {
            "kick" => new RoomCommand.Moderate(Anna, ModerationAction.Kick, Ben, null, null),
            "ban" => new RoomCommand.Moderate(Anna, ModerationAction.Ban, Ben, null, null),
            "removed" => new RoomCommand.SetRole(Anna, Ben, null),
            _ => new RoomCommand.Change(Anna, 1, new(IsPrivate: true)),
        };
        await stage.AskAsync(command);

        Assert.DoesNotContain((await stage.SeeAsync()).Participants, one => one.Who == Ben);
        await stage.AdvanceAsync(Half);
        Assert.Equal("[51]", (await anna.HeardAsync("diff"))[^1].GetProperty("data").GetProperty("leaves").GetRawText());
    }

    // rooms P26
    [Fact]
    public async Task A_flood_of_typing_and_states_is_one_message_a_second_and_two_differences()
    {
        await using var stage = await RoomStage.OpenAsync();
        var (anna, ben) = (await stage.JoinAsync(Anna), await stage.JoinAsync(Ben));
        await stage.AdvanceAsync(TimeSpan.FromSeconds(2));
        var before = (await anna.HeardAsync("diff")).Count;

        for (var i = 0; i < 100; i++)
        {
            await ben.DoesAsync(new RoomRequest.Typing(i % 2 == 0));
            await ben.DoesAsync(new RoomRequest.State(i % 2 == 0));
            await stage.AdvanceAsync(TimeSpan.FromMilliseconds(10));
        }

        Assert.InRange((await anna.HeardAsync("typing")).Count, 1, 2);
        Assert.InRange((await anna.HeardAsync("diff")).Count - before, 0, 2);
    }

    [Fact]
    public async Task Typing_lasts_six_seconds_and_ends_with_the_message()
    {
        await using var stage = await RoomStage.OpenAsync();
        var (anna, ben) = (await stage.JoinAsync(Anna), await stage.JoinAsync(Ben));
        await ben.DoesAsync(new RoomRequest.Typing(IsTyping: true));
        await stage.SeeAsync();
        await stage.AdvanceAsync(TimeSpan.FromSeconds(6));
        await ben.DoesAsync(new RoomRequest.Typing(IsTyping: true));
        await stage.AdvanceAsync(TimeSpan.FromSeconds(1));
        await ben.SaysAsync("done");
        await stage.AdvanceAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(["[51]", "[]", "[51]", "[]"], (await anna.HeardAsync("typing")).Select(one => one.GetProperty("data").GetProperty("user_ids").GetRawText()));
    }

    [Fact]
    public async Task Who_may_not_talk_may_not_type()
    {
        await using var stage = await RoomStage.OpenAsync();
        var ben = await stage.JoinAsync(Ben);
        await stage.AskAsync(new RoomCommand.Moderate(Anna, ModerationAction.Mute, Ben, stage.Clock.Now.AddMinutes(1), "spam"));
        await ben.DoesAsync(new RoomRequest.Typing(IsTyping: true));

        Assert.Equal("""{"event":"error","code":"muted","message":"You are muted.","fatal":false,"until":"2026-03-14T10:01:00.000Z"}""",
            (await ben.HeardAsync("error")).Single().GetProperty("data").GetRawText());
    }

    /// <summary>After any mixture of comings and goings, what a client puts together from what it is told is who is there.</summary>
    [Fact]
    public void Snapshot_and_differences_make_the_truth() // rooms P25
    {
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed => PlayAsync(seed).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(30));
    }

    private static async Task PlayAsync(int seed)
    {
        var chance = new Random(seed);
        await using var stage = await RoomStage.OpenAsync(RoomStage.Terms with { PresenceListMax = 5 });
        var guests = new List<Guest>();
        for (var i = 0; i < 60; i++)
        {
            switch (chance.Next(6))
            {
                case 0 or 1:
                    guests.Add(await stage.JoinAsync(new(100 + chance.Next(9), "guest")));
                    break;
                case 2 when guests.Count > 0:
                    var leaver = guests[chance.Next(guests.Count)];
                    guests.Remove(leaver);
                    await leaver.LeavesAsync(chance.Next(2) == 0);
                    break;
                case 3 when guests.Count > 0:
                    await guests[chance.Next(guests.Count)].DoesAsync(new RoomRequest.State(chance.Next(2) == 0));
                    break;
                default:
                    await stage.AdvanceAsync(TimeSpan.FromMilliseconds(chance.Next(4_000)));
                    break;
            }
        }

        await stage.SeeAsync();
        for (var i = 0; i < 30; i++)
            await stage.AdvanceAsync(Half);
        var seen = await stage.SeeAsync();
        var truth = seen.Participants.Select(one => $"{one.Who.UserId} {RoomReplies.StateName(one.Away)}").ToList();
        Assert.Equal(guests.Count, seen.ConnectionCount);
        Assert.Equal(guests.Select(one => one.Member.Who.UserId).Distinct().Order(), seen.Participants.Select(one => one.Who.UserId));
        foreach (var guest in guests)
        {
            var view = PresenceView.Of(await guest.HeardAsync());
            if (view is not null)
                Assert.Equal(truth, view.Select(one => $"{one.Key} {one.Value}"));
            else
                Assert.InRange(seen.Participants.Count, 4, 9);
        }
    }
}
