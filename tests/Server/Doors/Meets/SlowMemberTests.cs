using System.Text.Json.Nodes;
using Rollcall.Tests.Support;
using Xunit;
using static Rollcall.Tests.Server.Doors.Meets.MeetFixture;

namespace Rollcall.Tests.Server.Doors.Meets;

/// <summary>A member that stopped reading (P24).</summary>
public class SlowMemberTests
{
    private const int Watching = 8, Present = 90, Crowd = 991, Updated = 200, ValueBytes = 30_000;

    // P24
    [Fact]
    public Task One_stalled_member_of_a_hundred_delays_nobody_is_closed_with_4001_and_catches_up_by_pulling() => StallAsync(Present);

    // P24
    [Fact]
    public Task One_stalled_member_of_a_thousand_delays_nobody_is_closed_with_4001_and_catches_up_by_pulling() => StallAsync(Crowd);

    private static async Task StallAsync(int present)
    {
        await using var server = await MeetServer.StartAsync(same => same with { OutboxBytes = 65_536, MaxMembers = 2_000, MaxSessions = 2_000 });
        var (director, created) = await BadInputScene.CreateAsync(server, "director");
        await using var _ = director;
        var id = (string)created["meetId"]!;
        using var stalled = await TestSocket.ConnectAsync(new Uri(server.Address, "/ws"), receiveBuffer: 4_096);
        await stalled.SendTextAsync(new JsonObject { ["type"] = "JoinMeet", ["payload"] = Join(id, "Desk 3") }.ToJsonString());
        var token = (string)Envelope.Read(await stalled.HearTextAsync()).Fields["sessionToken"]!;
        var healthy = await Task.WhenAll(Enumerable.Range(0, Watching + present).Select(n => server.JoinWireAsync(id, "Desk 2", watch: n < Watching ? ["updates"] : ["presence"])));
        var value = new string('x', ValueBytes);
        // Until now it has read all; from here on nothing. What the system buffers between us is not the server's, so it takes some updates to show.
        for (var local = 1; local <= Updated; local++)
        {
            await director.AskAsync("UpdateInit", Updates(Set($"meet.field{local}", value + local, local, 1_000_000)), "UpdateAck");
            foreach (var one in healthy.Take(Watching))
                await one.HearAsync("UpdateRelay", relay => ((string)relay["updatesRelayed"]![0]!["updateKey"]!).EndsWith($".field{local}", StringComparison.Ordinal));
        }

        Assert.Equal(4001, (await stalled.HearCloseAsync()).CloseCode);

        await using var back = await WireClient.ConnectAsync(server.Address, "back");
        back.Token = token;
        var held = new List<string>();
        var cursor = 0L;
        for (var more = true; more;)
        {
            var page = await back.AskAsync("ClientPull", new() { ["lastServerSeq"] = cursor }, "ServerPull");
            held.AddRange(page["updatesRelayed"]!.AsArray().Select(item => (string)item!["updateKey"]!));
            (cursor, more) = ((long)page["lastServerSeq"]!, (bool)page["more"]!);
        }

        Assert.Equal(Enumerable.Range(1, Updated).Select(local => $"meet.field{local}"), held);
        await director.AskAsync("UpdateInit", Updates(Set("meet.name", "Live again", Updated + 1, 1_000_000)), "UpdateAck");
        await back.HearAsync("UpdateRelay");
        foreach (var one in healthy)
            await one.DisposeAsync();
    }
}
