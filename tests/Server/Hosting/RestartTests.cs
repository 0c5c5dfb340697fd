using System.Text.Json;
using Rollcall.Tests.Support.Rooms;
using Xunit;

namespace Rollcall.Tests.Server.Hosting;

/// <summary>A server that is started again at once says so to the clients of every application.</summary>
public class RestartTests
{
    // rooms P32
    [Theory]
    [InlineData(false, "shutdown", 1001)]
    [InlineData(true, "restart", 1012)]
    public async Task Clients_of_every_application_are_told_whether_the_server_is_back_in_a_moment(bool comesBack, string reason, int code)
    {
        await using var server = await RoomServer.StartAsync();
        using var guest = await server.JoinAsync("anna", "lobby");
        await guest.HearAsync("hello");
        using var device = await RoomLine.ConnectAsync(server.Address, "/v1/ws", server.TokenOf("anna"));
        await UntilAsync(device, "connected");
        using var page = await RoomLine.ConnectAsync(server.Address, "/ws/connect");
        await UntilAsync(page, "connected");
        using var desk = await RoomLine.ConnectAsync(server.Address, "/ws");

        var stopping = server.Accounts.Server.Running.StopAsync(TimeSpan.FromSeconds(10), comesBack);

        Assert.Equal(reason, (await guest.HearAsync("going_away")).GetProperty("data").GetProperty("reason").GetString());
        Assert.Equal((code, reason), (await guest.ClosedAsync(), guest.CloseReason));
        Assert.Equal(reason, (await UntilAsync(device, "going_away")).GetProperty("payload").GetProperty("reason").GetString());
        Assert.Equal(code, await device.ClosedAsync());
        Assert.Equal(reason, (await UntilAsync(page, "server_shutdown")).GetProperty("data").GetProperty("reason").GetString());
        Assert.Equal(code, await page.ClosedAsync());
        Assert.Equal(code, await desk.ClosedAsync());
        await stopping;
    }

    /// <summary>Devices name their messages by type, queues by event.</summary>
    private static async Task<JsonElement> UntilAsync(RoomLine line, string name)
    {
        while (await line.HearAsync() is { } message)
        {
            if ((message.TryGetProperty("event", out var word) ? word : message.GetProperty("type")).GetString() == name)
                return message;
        }

        throw new InvalidOperationException($"closed with {line.CloseCode} before {name} came");
    }
}
