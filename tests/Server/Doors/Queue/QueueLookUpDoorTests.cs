using System.Text.Json.Nodes;
using Rollcall.Server.Hosting.Settings;
using Rollcall.Tests.Support.Queue;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Queue;

/// <summary>A registration never waits for the look-up and never fails by it (queue specification 5.9).</summary>
public class QueueLookUpDoorTests
{
    // queue P22
    [Fact]
    public async Task A_registration_is_answered_at_once_and_what_was_found_follows_as_an_event()
    {
        await using var qrz = await QrzServer.StartAsync();
        qrz.Holds = true;
        await using var server = await StartAsync(qrz);
        using var client = await server.ConnectAsync();
        var entry = (await server.RegisterAsync("W1AW/P")).Json["entry"]!;
        Assert.Null(entry["qrz"]!["name"]);
        Assert.Null(entry["qrz"]!["error"]);
        Assert.Equal("""{"lat":null,"long":null,"grid":null}""", entry["qrz"]!["grid"]!.ToJsonString());
        await client.HearEventAsync();
        qrz.Release();
        var update = await client.HearEventAsync();
        Assert.Equal(("queue_update", "Hiram Maxim"), ((string?)update["event"], (string?)update["data"]!["queue"]![0]!["qrz"]!["name"]));
        Assert.Equal(["W1AW"], qrz.Calls);
        // What is known already is in the answer.
        await server.AsAnnaAsync("DELETE", "/api/admin/queue/W1AW");
        Assert.Equal("Hiram Maxim", (string?)(await server.RegisterAsync("W1AW")).Json["entry"]!["qrz"]!["name"]);
    }

    // queue P22
    [Theory]
    [InlineData(QrzMood.Failing)]
    [InlineData(QrzMood.Nonsense)]
    [InlineData(QrzMood.Megabytes)]
    public async Task A_service_in_trouble_costs_a_name_and_nothing_else(object mood)
    {
        await using var qrz = await QrzServer.StartAsync();
        qrz.Mood = (QrzMood)mood;
        await using var server = await StartAsync(qrz);
        using var client = await server.ConnectAsync();
        Assert.Equal(200, (await server.RegisterAsync("W1AW")).Status);
        await client.HearEventAsync();
        Assert.Equal("QRZ.com look-up failed", (string?)(await client.HearEventAsync())["data"]!["queue"]![0]!["qrz"]!["error"]);
    }

    private static async Task<QueueServer> StartAsync(QrzServer qrz)
    {
        var server = await QueueServer.StartAsync(new RollcallSettings
        {
            Queue = QueueServer.Usual,
            Qrz = new QrzSettings { Username = QrzServer.Username, Password = QrzServer.Password, BaseUrl = qrz.Address },
        });
        await server.AsAnnaAsync("POST", "/api/admin/status", new JsonObject { ["active"] = true });
        return server;
    }
}
