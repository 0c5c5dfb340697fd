using System.Text.Json.Nodes;
using Rollcall.Tests.Support;
using Xunit;
using static Rollcall.Tests.Server.Doors.Meets.RecoveryWords;

namespace Rollcall.Tests.Server.Doors.Meets;

/// <summary>What displays see while a meet is being recovered, and while the disk takes no writes.</summary>
public class ViewsInTroubleTests
{
    // 7.6: meanwhile GETs are answered 503 and nothing of the old state is shown.
    [Fact]
    public async Task While_a_meet_is_being_recovered_every_GET_says_so_and_a_display_waits_for_the_view()
    {
        var clock = new StandingClock();
        await using var server = await MeetServer.StartAsync(meets => meets with { RecoveryWindowS = 15 }, clock);
        await using var scene = await Scene.AtSixtyAsync(server, headTable: 10, desk2: 5);
        var items = await HeldByAsync(scene.A);
        Assert.StartsWith("200 ", await server.GetAsync($"/api/meets/{scene.MeetId}/platforms/1", scene.ViewToken), StringComparison.Ordinal);
        await server.RestartAsync(() => server.LoseLog(scene.MeetId));
        await using var a = await AskAgainAsync(server, scene.A.Token, scene.Epoch, 60);

        foreach (var path in new[] { "", "/platforms/1", "/platforms/1/current", "/platforms/1/next", "/platforms/1/events", "/standings", "/standings/events" })
            Assert.StartsWith("503 ", await server.GetAsync($"/api/meets/{scene.MeetId}{path}", scene.ViewToken), StringComparison.Ordinal);
        foreach (var path in new[] { "/openlifter", "/opl.csv" })
            Assert.Contains("\"code\":\"recovering\"", await server.GetAsync($"/api/meets/{scene.MeetId}{path}", scene.A.Token), StringComparison.Ordinal);
        // A display may come in already; it is shown nothing until there is something to show.
        await using var display = await WireClient.ConnectAsync(server.Address, "display");
        display.Say("JoinMeet", new JsonObject { ["meetId"] = scene.MeetId, ["viewToken"] = scene.ViewToken });
        await display.HearAsync("MeetJoined");
        Assert.DoesNotContain(await display.HearTheRestAsync(), said => said.Name == "PlatformView");

        clock.Advance(TimeSpan.FromSeconds(15));
        await a.HearAsync("StateRecoveryRequest");
        a.SayAs("StateRecoveryResponse", Page(scene.Epoch, 60, items));
        var recovered = await a.HearAsync("StateRecovered");
        Assert.Equal((string?)recovered["epoch"], (string?)(await display.HearAsync("PlatformView"))["epoch"]);
        Assert.StartsWith("200 ", await server.GetAsync($"/api/meets/{scene.MeetId}/platforms/1", scene.ViewToken), StringComparison.Ordinal);
    }

    // Section 9: on a full disk views and pulls go on.
    [Fact]
    public async Task On_a_full_disk_displays_still_come_in_and_see_the_view()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess) Assert.Skip("a small file system can only be mounted by root on Linux");
        using var small = await SmallDisk.MountAsync("1m");
        await using var server = await MeetServer.StartAsync(new Rollcall.Server.Hosting.Settings.RollcallSettings { Meets = MeetServer.Roomy }, dataFolder: small.File("data"));
        await using var director = await WireClient.ConnectAsync(server.Address);
        director.Say("CreateMeet", MeetFixture.Create(MeetFixture.Locations()));
        var created = await director.HearAsync("MeetCreated");
        var (id, view) = ((string)created["meetId"]!, (string)created["viewToken"]!);
        await director.AskAsync("UpdateInit", MeetFixture.Updates(MeetFixture.Set("meet.name", "Spring Open", 1, 0)), "UpdateAck");

        await small.FillAsync();
        var no = await director.AskAsync("UpdateInit", MeetFixture.Updates(MeetFixture.Set("meet.notes", new string('x', 30_000), 2, 0)), "RequestRejected");
        Assert.Equal("RETRY_LATER", (string?)no["code"]);
        await using var display = await WireClient.ConnectAsync(server.Address, "display");
        display.Say("JoinMeet", new JsonObject { ["meetId"] = id, ["viewToken"] = view });
        await display.HearAsync("MeetJoined");
        Assert.Equal("Spring Open", (string?)(await display.HearAsync("PlatformView"))["view"]!["meet"]!["name"]);
        foreach (var path in new[] { "", "/platforms/1", "/standings" })
            Assert.StartsWith("200 ", await server.GetAsync($"/api/meets/{id}{path}", view), StringComparison.Ordinal);
        Assert.Equal("Spring Open", (string?)(await director.AskAsync("ClientPull", new() { ["lastServerSeq"] = 0 }, "ServerPull"))["updatesRelayed"]![0]!["updateValue"]);
        small.Empty();
    }

    // Who has no token is not told which platforms there are.
    [Theory]
    [InlineData("/platforms/1")]
    [InlineData("/platforms/99")]
    [InlineData("/platforms/1/events")]
    [InlineData("/platforms/99/events")]
    [InlineData("/platforms/x/current")]
    public async Task Without_a_token_a_platform_is_unauthorized_whether_there_is_one_or_not(string path)
    {
        await using var scene = await ShownScene.StartAsync(new());
        Assert.StartsWith("401 ", await scene.Server.GetAsync($"/api/meets/{scene.MeetId}{path}"), StringComparison.Ordinal);
    }
}
