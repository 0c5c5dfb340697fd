using System.Text.Json.Nodes;
using Rollcall.Server.Hosting.Settings;
using Rollcall.Tests.Support;
using Rollcall.Tests.Support.Queue;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Queue;

/// <summary>What clients of a queue notice of a disk that is full (queue specification 10).</summary>
public sealed class QueueFullDiskTests
{
    [Fact]
    public async Task On_a_full_disk_changes_are_refused_for_now_and_reads_sockets_and_streams_go_on()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess) Assert.Skip("a small file system can only be mounted by root on Linux");
        using var small = await SmallDisk.MountAsync("1m");
        await using var server = await QueueServer.StartAsync(new RollcallSettings { Queue = QueueServer.Usual }, dataFolder: small.File("data"));
        await server.ActivateAsync();
        await server.RegisterAsync("W1AW");
        using var client = await server.ConnectAsync();
        await client.LogInAsync();
        await small.FillAsync();

        QueueHttpAnswer answer;
        do
            answer = await server.AsAnnaAsync("POST", "/api/admin/frequency", new JsonObject { ["frequency"] = new string('7', 60) });
        while (answer.Status == 200);
        Assert.Equal((503, "storage_unavailable"), (answer.Status, answer.Error.Code));
        Assert.NotNull(answer.Header("Retry-After"));
        var refused = await client.AskAsync("admin.set_frequency", new() { ["frequency"] = new string('1', 60) });
        Assert.Equal(("response", "storage_unavailable"), ((string?)refused["type"], (string?)refused["error_code"]));
        Assert.True((int)refused["details"]!["retry_after_ms"]! > 0);
        Assert.Equal("W1AW", (string?)(await server.GetAsync("/api/queue/list")).Json["queue"]![0]!["callsign"]);
        await client.DoAsync("state.snapshot");
        using (var page = await StreamClient.ListenAsync(new Uri(server.Address, "/api/events/stream")))
            Assert.Equal("connected", (await page.HearAsync())!.Event);

        small.Empty();
        Assert.Equal(200, (await server.RegisterAsync("K1ABC")).Status);
    }
}
