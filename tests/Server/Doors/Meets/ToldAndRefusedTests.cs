using System.Text.Json.Nodes;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Meets;

public class ToldAndRefusedTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_meet_is_not_published_without_a_results_file(bool dryRun)
    {
        await using var server = await MeetServer.StartAsync();
        await using var director = await WireClient.ConnectAsync(server.Address);
        await CreateAsync(director);

        var no = await director.AskAsync("PublishMeet", new() { ["returnEmail"] = "director@example.org", ["dryRun"] = dryRun }, "RequestRejected");

        Assert.Equal("NOT_FULL", (string?)no["code"]);
    }

    [Fact]
    public async Task The_list_says_that_the_location_which_made_the_meet_is_a_directors()
    {
        await using var server = await MeetServer.StartAsync();
        await using var director = await WireClient.ConnectAsync(server.Address);

        var made = await CreateAsync(director);
        var managed = await director.AskAsync("ManageMeet", new() { ["newViewToken"] = true }, "MeetManaged");

        Assert.Equal([true, false], made["locations"]!.AsArray().Select(one => (bool)one!["director"]!));
        Assert.Equal([true, false], managed["locations"]!.AsArray().Select(one => (bool)one!["director"]!));
    }

    private static async Task<JsonObject> CreateAsync(WireClient client)
    {
        client.Say("CreateMeet", new()
        {
            ["thisLocationName"] = "Head table",
            ["password"] = "Chalk-and-Ammonia-7",
            ["locations"] = new JsonArray(
                new JsonObject { ["locationName"] = "Head table", ["priority"] = 10 },
                new JsonObject { ["locationName"] = "Desk 2", ["priority"] = 5 }),
        });
        return await client.HearAsync("MeetCreated");
    }
}
