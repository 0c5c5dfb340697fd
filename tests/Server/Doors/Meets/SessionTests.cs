using System.Text.Json.Nodes;
using Rollcall.Tests.Support;
using Xunit;
using static Rollcall.Tests.Server.Doors.Meets.MeetFixture;

namespace Rollcall.Tests.Server.Doors.Meets;

/// <summary>What a join gives: how long it holds, who ends it, and what it never opens.</summary>
public class SessionTests
{
    [Fact]
    public async Task The_second_connection_of_a_session_replaces_the_first()
    {
        await using var server = await MeetServer.StartAsync();
        await using var scene = await Scene.AtSixtyAsync(server, 10, 5);
        await using var second = await scene.BackAsync();
        await second.PullAllAsync();
        Assert.Equal(4505, await scene.B.HearCloseAsync());
        await second.AskAsync("UpdateInit", Updates(Set("meet.name", "x", 1, 60)), "UpdateAck");
    }

    [Fact]
    public async Task A_director_ends_sessions_and_they_are_told_and_sent_away()
    {
        await using var server = await MeetServer.StartAsync();
        await using var scene = await Scene.AtSixtyAsync(server, 10, 5);
        Assert.Equal("NOT_DIRECTOR", (string)(await scene.B.AskAsync("ManageMeet", new() { ["endSessions"] = new JsonArray("Head table") }, "RequestRejected"))["code"]!);
        Assert.Equal(1, (int)(await scene.A.AskAsync("ManageMeet", new() { ["endSessions"] = new JsonArray("Desk 2") }, "MeetManaged"))["sessionsEnded"]!);
        Expect($$"""{"sessionToken":"{{scene.TokenB}}","code":"ENDED"}""", await scene.B.HearAsync("InvalidSession"));
        Assert.Equal(4506, await scene.B.HearCloseAsync());
        await using var back = await scene.BackAsync();
        Assert.Equal("ENDED", (string)(await back.AskAsync("ClientPull", new() { ["lastServerSeq"] = 60 }, "InvalidSession"))["code"]!);
        back.Say("JoinMeet", Join(scene.MeetId, "Desk 2"));
        await back.HearAsync("MeetJoined");
        Assert.Equal(1, (int)(await scene.A.AskAsync("ManageMeet", new() { ["endSessions"] = "others" }, "MeetManaged"))["sessionsEnded"]!);
        Assert.Equal(4506, await back.HearCloseAsync());
    }

    [Fact]
    public async Task Removing_a_location_ends_its_sessions_and_priorities_count_from_the_next_update_on()
    {
        await using var server = await MeetServer.StartAsync();
        await using var scene = await Scene.AtSixtyAsync(server, 10, 5);
        var change = new JsonObject { ["locations"] = new JsonArray(Location("Head table", 1), Location("Desk 2", 7)) };
        Assert.Equal(2, (await scene.A.AskAsync("ManageMeet", change, "MeetManaged"))["locations"]!.AsArray().Count);
        await scene.B.AskAsync("UpdateInit", Updates(Set("meet.name", "x", 1, 60)), "UpdateAck");
        Assert.Equal(7, (int)(await scene.A.HearAsync("UpdateRelay"))["updatesRelayed"]![0]!["priority"]!);
        await scene.A.AskAsync("ManageMeet", new() { ["locations"] = new JsonArray(Location("Head table", 1)) }, "MeetManaged");
        Assert.Equal(4506, await scene.B.HearCloseAsync());
        Assert.Equal("BAD_LOCATIONS", (string)(await scene.A.AskAsync("ManageMeet", new() { ["locations"] = new JsonArray(Location("Desk 9", 1)) }, "RequestRejected"))["code"]!);
    }

    [Fact]
    public async Task Spaces_around_a_locations_name_count_nowhere()
    {
        await using var server = await MeetServer.StartAsync();
        await using var scene = await Scene.AtSixtyAsync(server, 10, 5);
        var change = new JsonObject { ["locations"] = new JsonArray(Location("Head table", 10), Location(" Desk 2  ", 5), Location("  Desk 9 ", 5)) };
        var managed = await scene.A.AskAsync("ManageMeet", change, "MeetManaged");
        Assert.Equal(["Head table", "Desk 2", "Desk 9"], managed["locations"]!.AsArray().Select(one => (string?)one!["locationName"]));
        // So the desk that is there stays.
        Assert.Equal(0, (int)managed["sessionsEnded"]!);
        change["locations"]!.AsArray().Add((JsonNode)Location("desk 9", 1));
        Assert.Equal("BAD_LOCATIONS", (string)(await scene.A.AskAsync("ManageMeet", change, "RequestRejected"))["code"]!);
        await using var client = await WireClient.ConnectAsync(server.Address);
        client.Say("JoinMeet", Join(scene.MeetId, " Desk 9 "));
        Assert.Equal("Desk 9", (string?)(await client.HearAsync("MeetJoined"))["locationName"]);
        Assert.Equal(1, (int)(await scene.A.AskAsync("ManageMeet", new() { ["endSessions"] = new JsonArray("desk 9 ") }, "MeetManaged"))["sessionsEnded"]!);
    }

    [Fact]
    public async Task A_new_password_opens_the_meet_and_the_old_one_no_longer_but_sessions_go_on()
    {
        await using var server = await MeetServer.StartAsync();
        await using var scene = await Scene.AtSixtyAsync(server, 10, 5);
        Assert.Equal("WEAK_PASSWORD", (string)(await scene.A.AskAsync("ManageMeet", new() { ["password"] = "short" }, "RequestRejected"))["code"]!);
        await scene.A.AskAsync("ManageMeet", new() { ["password"] = "Another-Secret-9" }, "MeetManaged");
        await using var client = await WireClient.ConnectAsync(server.Address);
        client.Say("JoinMeet", Join(scene.MeetId, "Desk 3"));
        await client.HearAsync("JoinRejected");
        var join = Join(scene.MeetId, "Desk 3");
        join["password"] = "Another-Secret-9";
        client.Say("JoinMeet", join);
        await client.HearAsync("MeetJoined");
        await scene.B.AskAsync("UpdateInit", Updates(Set("meet.name", "x", 1, 60)), "UpdateAck");
    }

    [Fact]
    public async Task A_director_whose_session_was_ended_learns_that_and_no_password_is_looked_at()
    {
        await using var server = await MeetServer.StartAsync();
        await using var scene = await Scene.AtSixtyAsync(server, 10, 5);
        await using var other = await WireClient.ConnectAsync(server.Address);
        other.Say("JoinMeet", Join(scene.MeetId, "Head table"));
        other.Token = (string)(await other.HearAsync("MeetJoined"))["sessionToken"]!;
        await other.AskAsync("ManageMeet", new() { ["endSessions"] = "others" }, "MeetManaged");
        await using var ended = await WireClient.ConnectAsync(server.Address);
        ended.Token = scene.A.Token;
        Assert.Equal("ENDED", (string)(await ended.AskAsync("ManageMeet", new() { ["password"] = "short" }, "InvalidSession"))["code"]!);
    }

    [Fact]
    public async Task A_desk_that_was_made_a_directors_after_it_joined_can_change_the_password()
    {
        await using var server = await MeetServer.StartAsync();
        await using var scene = await Scene.AtSixtyAsync(server, 10, 5);
        var change = new JsonObject { ["locations"] = new JsonArray(Location("Head table", 10), Location("Desk 2", 5, director: true)) };
        await scene.A.AskAsync("ManageMeet", change, "MeetManaged");
        await scene.B.AskAsync("ManageMeet", new() { ["password"] = "Another-Secret-9" }, "MeetManaged");
        await using var client = await WireClient.ConnectAsync(server.Address);
        var join = Join(scene.MeetId, "Desk 2");
        join["password"] = "Another-Secret-9";
        client.Say("JoinMeet", join);
        await client.HearAsync("MeetJoined");
    }

    [Fact]
    public async Task A_session_that_is_not_used_for_a_week_expires_and_a_new_one_takes_its_author_over()
    {
        var clock = new StandingClock();
        await using var server = await MeetServer.StartAsync(time: clock);
        await using var head = await server.CreateMeetAsync();
        await using var desk = await server.JoinMeetAsync(head);
        var author = desk.Memory.AuthorId;
        desk.Set("meet.name", "one");
        await UntilAgreedAsync(head, desk);
        await CutAsync(head);
        await CutAsync(desk);
        desk.Set("meet.name", "two");
        clock.Advance(TimeSpan.FromDays(8));
        await desk.ConnectAsync();
        await desk.UntilInStepAsync();
        Assert.Equal(author, desk.Memory.AuthorId);
        await head.ConnectAsync();
        await UntilAgreedAsync(head, desk);
        Assert.Equal("two", (string)head.Memory.Canonical.Items["meet.name"].Value!);
    }

    [Fact]
    public async Task No_two_joins_get_the_same_entry_ids_over_restarts_and_recoveries()
    {
        await using var server = await MeetServer.StartAsync();
        await using var head = await server.CreateMeetAsync();
        head.Set($"registration.entries[{head.Memory.FreshEntryId()}]", Entry(10000));
        var blocks = new List<(long From, long To)>(head.Memory.EntryIds);
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 3; i++)
            {
                await using var desk = await server.JoinMeetAsync(head);
                blocks.AddRange(desk.Memory.EntryIds);
            }

            await head.UntilInStepAsync();
            await server.RestartAsync(() =>
            {
                if (round > 0)
                    server.LoseLog(head.Memory.MeetId);
            });
            await head.ConnectAsync();
            await head.UntilInStepAsync();
        }

        var ordered = blocks.Order().ToList();
        Assert.Equal(10, ordered.Count);
        Assert.All(ordered.Zip(ordered.Skip(1)), pair => Assert.True(pair.First.To < pair.Second.From, $"{pair.First} and {pair.Second}"));
        Assert.All(ordered, block => Assert.Equal(9_999, block.To - block.From));
    }

    [Fact]
    public async Task A_token_of_one_meet_opens_no_other()
    {
        await using var server = await MeetServer.StartAsync();
        await using var one = await server.CreateMeetAsync();
        await using var other = await server.CreateMeetAsync();
        other.Set("meet.name", "Secret");
        await other.UntilInStepAsync();
        Assert.StartsWith("401", await server.GetAsync($"/api/meets/{other.Memory.MeetId}", one.Memory.Token), StringComparison.Ordinal);
        Assert.StartsWith("401", await server.GetAsync($"/api/meets/{other.Memory.MeetId}?viewToken={one.Memory.ViewToken}"), StringComparison.Ordinal);
        Assert.StartsWith("401", await server.GetAsync($"/api/meets/{one.Memory.MeetId}?viewToken={one.Memory.Token}"), StringComparison.Ordinal);
        // A connection goes where its token belongs, whatever it was before.
        await using var client = await server.JoinWireAsync(other.Memory.MeetId, "Desk 2");
        client.Token = one.Memory.Token;
        Assert.Empty((await client.PullAllAsync())["updatesRelayed"]!.AsArray());
        await client.AskAsync("UpdateInit", Updates(Set("meet.name", "Mine", 1, 5)), "UpdateAck");
        Assert.Equal("Secret", (string)other.Look(at => at.Memory.Canonical.Items["meet.name"].Value)!);
        Assert.DoesNotContain(await client.HearTheRestAsync(), said => said.Name == "UpdateRelay");
    }
}
