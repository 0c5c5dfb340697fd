using Rollcall.Apps.Rooms;
using Rollcall.Tests.Support.Rooms;
using Xunit;
using static Rollcall.Tests.Support.Rooms.LivedRoom;

namespace Rollcall.Tests.Apps.Rooms;

public class JoiningTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Whoever_joins_is_greeted_told_who_is_there_and_what_was_said_before()
    {
        await using var stage = await RoomStage.OpenAsync();
        var anna = await stage.JoinAsync(Anna);
        await anna.SaysAsync("Hello", "1");

        var ben = await stage.JoinAsync(Ben, history: 10);
        await anna.SaysAsync("again", "2");

        Assert.Equal(["hello", "snapshot", "history", "chat"], await ben.NamesAsync());
        var hello = (await ben.HeardAsync())[0].GetProperty("data");
        Assert.Equal("""{"epoch":"k3x9","seq":2,"floor":1}""", hello.GetProperty("position").GetRawText());
        Assert.Equal("""{"requested":false,"recovered":false,"reason":null,"from":null,"to":null}""", hello.GetProperty("recovery").GetRawText());
        Assert.Equal(["Hello"], (await ben.HeardAsync("history"))[0].GetProperty("data").GetProperty("items").EnumerateArray().Select(item => item.GetProperty("data").GetProperty("text").GetString()));
        Assert.Equal([3], await ben.EntriesAsync());
    }

    // rooms P6
    [Fact]
    public async Task The_sender_hears_the_entry_before_the_answer_and_both_name_it_alike()
    {
        await using var stage = await RoomStage.OpenAsync();
        var anna = await stage.JoinAsync(Anna);

        await anna.SaysAsync("Hello", "a1-7");

        Assert.Equal(["hello", "snapshot", "chat", "ack"], await anna.NamesAsync());
        var (chat, ack) = ((await anna.HeardAsync("chat"))[0], (await anna.HeardAsync("ack"))[0]);
        Assert.Equal("""{"type":"chat","data":{"subtype":"text","text":"Hello","user_handle":"anna"},"room_id":"lobby","user_id":42,"timestamp":"2026-03-14T10:00:00.000Z","id":"k3x9-2","seq":2,"epoch":"k3x9","client_msg_id":"a1-7"}""", chat.GetRawText());
        Assert.Equal("""{"type":"system","data":{"event":"ack","id":"k3x9-2","seq":2,"epoch":"k3x9","at":"2026-03-14T10:00:00.000Z","duplicate":false},"room_id":"lobby","user_id":0,"timestamp":"2026-03-14T10:00:00.000Z","client_msg_id":"a1-7"}""", ack.GetRawText());
    }

    // rooms P15
    [Fact]
    public async Task Of_a_hundred_who_come_at_once_as_many_get_in_as_there_are_places()
    {
        await using var stage = await RoomStage.OpenAsync(info: LivedRoom.Info with { MaxClients = 10 });

        var all = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => stage.EnterAsync(new(1_000 + i, $"u{i}"))));

        Assert.Equal(10, all.Count(one => one.Entered is Entered.In));
        Assert.Equal(90, all.Count(one => one.Entered is Entered.Refused { Why.Code: "room_full" }));
    }

    // rooms P15
    [Fact]
    public async Task A_place_is_free_again_when_nobody_comes_for_it_or_its_connection_has_ended()
    {
        await using var stage = await RoomStage.OpenAsync(info: LivedRoom.Info with { MaxClients = 1 });
        var (_, late) = await stage.EnterAsync(Ben);
        Assert.IsType<Entered.Refused>((await stage.EnterAsync(Cleo)).Entered);
        await stage.AdvanceAsync(5 * Second);

        var cleo = await stage.JoinAsync(Cleo);
        var ben = await stage.ArriveAsync(late, new(null, null, 0, null));

        Assert.Equal(1013, (await ben.ClosedAsync())!.Value.Code);
        await cleo.LeavesAsync();
        Assert.IsType<Entered.In>((await stage.EnterAsync(Ben)).Entered);
    }

    // rooms P16
    [Fact]
    public async Task In_a_full_room_ones_own_connection_is_continued_and_nobody_elses()
    {
        await using var stage = await RoomStage.OpenAsync(info: LivedRoom.Info with { MaxClients = 1 });
        var old = await stage.JoinAsync(Ben);

        var stranger = await stage.EnterAsync(Cleo, new(null, null, 0, old.ConnectionId));
        var again = await stage.JoinAsync(Ben, replaces: old.ConnectionId);

        Assert.Equal(new Entered.Refused(new("room_full")), stranger.Entered);
        Assert.Equal((4505, "replaced"), await old.ClosedAsync());
        Assert.Null(await again.ClosedAsync());
        Assert.Equal(1, (await stage.SeeAsync()).ConnectionCount);
    }

    [Fact]
    public async Task One_user_has_only_so_many_connections_in_a_room()
    {
        await using var stage = await RoomStage.OpenAsync(RoomStage.Terms with { ConnectionsPerUser = 2 });
        await stage.JoinAsync(Ben);
        await stage.EnterAsync(Ben);

        Assert.Equal(new Entered.Refused(new("too_many_connections")), (await stage.EnterAsync(Ben)).Entered);
        Assert.IsType<Entered.In>((await stage.EnterAsync(Cleo)).Entered);
    }

    // rooms P12 and P22
    [Fact]
    public async Task A_room_is_made_by_its_first_join_and_goes_when_it_was_empty_for_long()
    {
        await using var stage = await RoomStage.OpenAsync(info: LivedRoom.Info with { Persistent = false });
        var ben = await stage.JoinAsync(Ben);
        await stage.AdvanceAsync(3_600 * Second);
        await ben.LeavesAsync();
        await stage.SeeAsync();
        await stage.AdvanceAsync(599 * Second);
        Assert.Empty(stage.Over);

        await stage.AdvanceAsync(Second);

        Assert.Equal(["lobby"], stage.Over);
        Assert.True(stage.Actor.State.Closed);
        Assert.IsType<Entered.Gone>((await stage.EnterAsync(Ben)).Entered);
    }

    // rooms P22
    [Fact]
    public async Task An_idle_room_is_warned_and_goes_and_a_message_keeps_it()
    {
        await using var stage = await RoomStage.OpenAsync(info: LivedRoom.Info with { Persistent = false });
        var ben = await stage.JoinAsync(Ben);
        await stage.AdvanceAsync(TimeSpan.FromSeconds(86_400 - 300));
        Assert.Equal("2026-03-15T10:00:00.000Z", (await ben.HeardAsync("warning")).Single().GetProperty("data").GetProperty("closes_at").GetString());
        await ben.SaysAsync("still here");
        await stage.SeeAsync();
        await stage.AdvanceAsync(TimeSpan.FromSeconds(86_399));
        Assert.Equal(2, (await ben.HeardAsync("warning")).Count);
        Assert.Empty(stage.Over);

        await stage.AdvanceAsync(Second);

        Assert.Equal(["lobby"], stage.Over);
        Assert.Equal((4504, "room_closed"), await ben.ClosedAsync());
        Assert.Equal("idle", (await ben.HeardAsync("room_closed")).Single().GetProperty("data").GetProperty("reason").GetString());
    }

    // rooms P22
    [Fact]
    public async Task Persistent_rooms_stay()
    {
        await using var stage = await RoomStage.OpenAsync();
        await stage.AdvanceAsync(TimeSpan.FromDays(400));

        Assert.Empty(stage.Over);
    }

    // rooms P20
    [Fact]
    public async Task What_moderators_do_closes_exactly_the_connections_it_should()
    {
        await using var stage = await RoomStage.OpenAsync();
        var (anna, ben1, ben2, cleo, dora) = (await stage.JoinAsync(Anna), await stage.JoinAsync(Ben), await stage.JoinAsync(Ben), await stage.JoinAsync(Cleo), await stage.JoinAsync(Dora));

        await stage.AskAsync(new RoomCommand.Moderate(Anna, ModerationAction.Ban, Ben, null, null));
        await stage.AskAsync(new RoomCommand.Moderate(Anna, ModerationAction.Kick, Cleo, null, null));
        await stage.AskAsync(new RoomCommand.Change(Anna, 1, new(IsPrivate: true)));

        Assert.Equal((4501, "banned"), await ben1.ClosedAsync());
        Assert.Equal((4501, "banned"), await ben2.ClosedAsync());
        Assert.Equal((4502, "kicked"), await cleo.ClosedAsync());
        Assert.Equal((4507, "forbidden"), await dora.ClosedAsync());
        Assert.Null(await anna.ClosedAsync());
        Assert.Equal([42L], (await stage.SeeAsync()).Participants.Select(one => one.Who.UserId));
        Assert.Equal(new Entered.Refused(new("room_not_found")), (await stage.EnterAsync(Ben)).Entered);
    }

    // rooms P20
    [Fact]
    public async Task When_a_session_ends_its_connections_go_and_no_others()
    {
        await using var stage = await RoomStage.OpenAsync();
        var (anna, ben) = (await stage.JoinAsync(Anna), await stage.JoinAsync(Ben));

        await stage.Actor.PostAsync(new RoomLetter.SessionEnded(Ben.UserId * 10));

        Assert.Equal((4506, "revoked"), await ben.ClosedAsync());
        Assert.Null(await anna.ClosedAsync());
    }

    // rooms P32
    [Fact]
    public async Task When_the_server_stops_everybody_is_told_when_to_come_back()
    {
        var stage = await RoomStage.OpenAsync();
        var ben = await stage.JoinAsync(Ben);
        await stage.DisposeAsync();

        Assert.Equal("""{"event":"going_away","reason":"shutdown","reconnect_after_ms":17342}""", (await ben.HeardAsync())[^1].GetProperty("data").GetRawText());
        Assert.Equal((1001, "shutdown"), await ben.ClosedAsync());
    }

    // rooms P35
    [Fact]
    public async Task With_a_full_disk_nothing_is_said_and_all_else_goes_on()
    {
        await using var stage = await RoomStage.OpenAsync();
        var ben = await stage.JoinAsync(Ben);
        stage.Store.Refuses = "the disk is full";
        await ben.SaysAsync("Hello", "1");
        await ben.DoesAsync(new RoomRequest.Ping("n"));
        Assert.Equal(["hello", "snapshot", "error", "pong"], await ben.NamesAsync());
        Assert.Equal("storage_unavailable", (await ben.HeardAsync("error"))[0].GetProperty("data").GetProperty("code").GetString());
        stage.Store.Refuses = null;

        await ben.SaysAsync("Hello", "1");

        Assert.Equal([2], await ben.EntriesAsync());
    }

    // rooms P32
    [Fact]
    public async Task Whoever_is_on_the_way_in_when_the_server_stops_is_told_when_to_come_back_like_everybody()
    {
        await using var stage = await RoomStage.OpenAsync();
        var visit = new Visit(null, null, 0, null);
        var (_, member) = await stage.EnterAsync(Ben, visit);
        await stage.Actor.StopAsync();

        var ben = await stage.ArriveAsync(member, visit);

        Assert.Equal(17_342, (await ben.HeardAsync("going_away")).Single().GetProperty("data").GetProperty("reconnect_after_ms").GetInt32());
        Assert.Equal(1001, (await ben.ClosedAsync())!.Value.Code);
    }
}
