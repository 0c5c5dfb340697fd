using System.Text.Json.Nodes;
using Rollcall.Tests.Support;
using Xunit;
using static Rollcall.Tests.Server.Doors.Meets.MeetFixture;

namespace Rollcall.Tests.Server.Doors.Meets;

/// <summary>Who is there.</summary>
public class PresenceTests
{
    [Fact]
    public async Task A_location_is_live_while_somebody_is_there_and_for_ten_seconds_after()
    {
        var clock = new StandingClock();
        await using var server = await MeetServer.StartAsync(time: clock);
        await using var head = await server.CreateMeetAsync();
        await using var watcher = await WireClient.ConnectAsync(server.Address);
        watcher.Say("JoinMeet", new() { ["meetId"] = head.Memory.MeetId, ["password"] = Password, ["readOnly"] = true, ["watch"] = new JsonArray("presence") });
        Expect("""
            {"locations":[{"locationName":"Head table","priority":10,"live":1,"lastSeenAt":null},{"locationName":"Desk 2","priority":5,"live":0,"lastSeenAt":null},
             {"locationName":"Desk 3","priority":5,"live":0,"lastSeenAt":null}],"readers":1,"viewers":0}
            """, await watcher.HearAsync("Presence"));

        await using var one = await server.JoinWireAsync(head.Memory.MeetId, "Desk 2");
        await using var two = await server.JoinWireAsync(head.Memory.MeetId, "Desk 2");
        await watcher.EchoAsync();
        clock.Advance(TimeSpan.FromSeconds(1));
        await watcher.HearAsync("Presence", presence => Live(presence) == 2);
        await one.DisposeAsync();
        await two.DisposeAsync();
        await server.UntilGoneAsync(head.Memory.MeetId, 2);
        await watcher.EchoAsync();
        clock.Advance(TimeSpan.FromSeconds(9));
        await watcher.EchoAsync();
        Assert.DoesNotContain(await watcher.HearTheRestAsync(), said => said.Name == "Presence" && Live(said.Fields) == 0);
        clock.Advance(TimeSpan.FromSeconds(1));
        await watcher.EchoAsync();
        clock.Advance(TimeSpan.FromSeconds(1));
        var gone = await watcher.HearAsync("Presence", presence => Live(presence) == 0);
        Assert.Matches("^2026-03-14T10:00:0[0-2].000Z$", (string)gone["locations"]![1]!["lastSeenAt"]!);
    }

    [Fact]
    public async Task Displays_are_counted()
    {
        var clock = new StandingClock();
        await using var server = await MeetServer.StartAsync(time: clock);
        await using var head = await server.CreateMeetAsync();
        await using var watcher = await server.JoinWireAsync(head.Memory.MeetId, "Desk 2", watch: ["presence"]);
        await using var display = await WireClient.ConnectAsync(server.Address);
        display.Say("JoinMeet", new() { ["meetId"] = head.Memory.MeetId, ["viewToken"] = head.Memory.ViewToken, ["watch"] = new JsonArray("presence") });
        Assert.Equal(1, (int)(await display.HearAsync("Presence"))["viewers"]!);
        await watcher.EchoAsync();
        clock.Advance(TimeSpan.FromSeconds(1));
        await watcher.HearAsync("Presence", presence => (int)presence["viewers"]! == 1);
    }

    private static int Live(JsonObject presence) => (int)presence["locations"]![1]!["live"]!;
}
