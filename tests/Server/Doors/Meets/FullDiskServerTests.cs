using System.Text.Json.Nodes;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Meets;

/// <summary>What desks notice of a disk that is full.</summary>
public sealed class FullDiskServerTests
{
    [Fact]
    public async Task On_a_full_disk_an_update_is_to_be_tried_again_everything_else_goes_on_and_nothing_acknowledged_is_lost()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess) Assert.Skip("a small file system can only be mounted by root on Linux");
        using var small = await SmallDisk.MountAsync("1m");
        await using var server = await MeetServer.StartAsync(new Rollcall.Server.Hosting.Settings.RollcallSettings { Meets = MeetServer.Roomy }, dataFolder: small.File("data"));
        await using var client = await WireClient.ConnectAsync(server.Address);
        client.Say("CreateMeet", new()
        {
            ["thisLocationName"] = "Head table", ["password"] = MeetFixture.Password, ["locations"] = MeetFixture.Locations(), ["watch"] = new JsonArray("updates"),
        });
        await client.HearAsync("MeetCreated");
        var acknowledged = (long)(await WriteAsync(client, 1, "Spring Open", "UpdateAck"))["updateAcks"]![0]!["serverSeqNum"]!;

        await small.FillAsync();
        var no = await WriteAsync(client, 2, new string('x', 30_000), "RequestRejected");
        var pulled = await client.AskAsync("ClientPull", new() { ["lastServerSeq"] = 0 }, "ServerPull");
        var health = await server.GetAsync("/health/ready");
        small.Empty();
        await WriteAsync(client, 2, new string('x', 30_000), "UpdateAck");
        await server.RestartAsync();

        Assert.Equal("RETRY_LATER", (string?)no["code"]);
        Assert.True((int?)no["retryAfterMs"] > 0);
        Assert.Equal(acknowledged, (long)pulled["lastServerSeq"]!);
        Assert.StartsWith("503", health, StringComparison.Ordinal);
        await using var later = await WireClient.ConnectAsync(server.Address);
        later.Token = client.Token;
        var all = await later.AskAsync("ClientPull", new() { ["lastServerSeq"] = 0 }, "ServerPull");
        Assert.Equal([acknowledged, acknowledged + 1], all["updatesRelayed"]!.AsArray().Select(item => (long)item!["serverSeqNum"]!));
    }

    private static Task<JsonObject> WriteAsync(WireClient client, long local, string value, string answer) => client.AskAsync("UpdateInit", new()
    {
        ["updates"] = new JsonArray(new JsonObject { ["updateKey"] = $"meet.field{local}", ["updateValue"] = value, ["localSeqNum"] = local, ["afterServerSeqNum"] = 0 }),
    }, answer);
}
