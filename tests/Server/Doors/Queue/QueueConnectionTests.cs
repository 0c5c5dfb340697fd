using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Rollcall.Tests.Campaigns;
using Rollcall.Tests.Support;
using Rollcall.Tests.Support.Queue;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Queue;

/// <summary>Connections that do not read, come and go, or come by another port (queue specification 9, 11).</summary>
public class QueueConnectionTests
{
    // queue P25
    [Fact]
    public async Task A_reader_that_does_not_read_is_sent_away_and_nobody_else_notices()
    {
        await using var server = await QueueServer.StartAsync(same => same with { OutboxBytes = 256 * 1024, RequestsPerSecond = 10_000, RequestBurst = 100_000, MaxSize = 200, Queues = [] });
        await server.ActivateAsync();
        for (var i = 0; i < 100; i++)
            await server.RegisterAsync($"K{i % 10}{(char)('A' + i / 10)}A");
        using var deaf = await TestSocket.ConnectAsync(new Uri(server.Address, "/ws/connect"), receiveBuffer: 4096);
        using var deafPage = await TestSocket.OpenAsync(server.Address, receiveBuffer: 4096);
        Assert.StartsWith("HTTP/1.1 200 ", await deafPage.RequestAsync(new Uri(server.Address, "/api/events/stream"), "Connection: close\r\n"), StringComparison.Ordinal);
        using var shack = await server.ConnectAsync();
        await shack.LogInAsync();
        // The kernel takes a few megabytes for somebody who does not read; each change sends the whole list of 100.
        for (var i = 0; i < 600; i++)
            await shack.DoAsync("admin.skip");
        Assert.Equal(600, shack.Events.Count(one => (string?)one["event"] == "queue_update"));

        HeardFrame frame;
        var last = 0L;
        while ((frame = await deaf.HearAsync()).Opcode == TestSocket.Text)
            last = (long?)JsonNode.Parse(frame.Text)!["seq"] ?? last;
        Assert.Equal((TestSocket.Close, 4001, "slow_consumer"), (frame.Opcode, frame.CloseCode, frame.CloseReason));
        Assert.InRange(last, 1, (long)shack.Events[^1]["seq"]! - 1);
        await deafPage.HearTheEndAsync();

        // And what it missed is there when it comes back.
        using var back = await server.ConnectAsync();
        var told = await back.DoAsync("events.subscribe", new() { ["since"] = (long)shack.Events[^3]["seq"]!, ["epoch"] = (string?)back.Welcome["data"]!["epoch"] });
        Assert.True((bool)told["recovered"]!);
        Assert.Equal(shack.Events[^2].ToJsonString(), (await back.HearEventAsync()).ToJsonString());
    }

    [Fact]
    public async Task A_port_of_its_own_for_sockets_leads_to_the_same_queue()
    {
        var port = FreePort();
        await using var server = await QueueServer.StartAsync(same => same with { WebsocketPort = port });
        await server.ActivateAsync();
        using var there = await QueueClient.ConnectAsync(new Uri($"http://127.0.0.1:{port}/ws/connect"));
        using var here = await server.ConnectAsync();
        await there.LogInAsync(clientId: "shack-pc");
        await there.DoAsync("queue.register", new() { ["callsign"] = "W1AW" });
        var heard = await here.HearEventAsync();
        Assert.Equal(("queue_update", "shack-pc"), ((string?)heard["event"], (string?)heard["origin"]));
        Assert.Equal(Assert.Single(there.Events).ToJsonString(), heard.ToJsonString());
    }

    // queue P25
    [Fact]
    public async Task Coming_and_going_leaves_nothing_behind()
    {
        var cycles = Campaign.IsLong ? 1_000 : 100;
        using var folder = new TemporaryFolder();
        using var server = RollcallProcess.Serve(folder.Path, "--queue.admin_username", "anna", "--queue.admin_password", QueueServer.Password,
            "--limits.connections_per_second", "100000", "--limits.connection_burst", "100000");
        var address = await server.AddressAsync();
        await CycleAsync(address, Campaign.IsLong ? 200 : 40);
        var before = Footprint.Of(server.Id);
        await CycleAsync(address, cycles);
        using var counting = await QueueClient.ConnectAsync(new Uri(address, "/ws/connect"));
        var after = before;
        // The server notices each hanging up a moment later. It is asked at most 400 times, so that none of the questions is one too many.
        var (count, patience) = (0, 400);
        do
        {
            var pong = (await counting.AnswerAsync(new() { ["type"] = "ping" }))["data"]!;
            count = (int)pong["connection_count"]! + (int)pong["authenticated_count"]!;
            after = Footprint.Of(server.Id);
            await Task.Delay(25);
        }
        while ((count != 1 || after.Handles > before.Handles + 5) && --patience > 0);

        Assert.Equal(1, count);
        Campaign.Say($"queue cycles: {cycles}, memory {before.MiB} -> {after.MiB} MiB, handles {before.Handles} -> {after.Handles}");
        Assert.True(after.Handles <= before.Handles + 5, $"handles grew from {before.Handles} to {after.Handles}");
        Assert.True(after.MiB <= before.MiB + 40, $"memory grew from {before.MiB} to {after.MiB} MiB");
    }

    private static async Task CycleAsync(Uri address, int count)
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (i, _) =>
        {
            using var client = await QueueClient.ConnectAsync(new Uri(address, "/ws/connect"));
            Assert.True((bool)(await client.LogInAsync())["success"]!);
            await client.DoAsync("events.subscribe");
            using var page = await StreamClient.ListenAsync(new Uri(address, "/api/events/stream"));
            await page.HearAsync();
            if (i % 2 == 0)
                client.Line.Reset();
        });
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
