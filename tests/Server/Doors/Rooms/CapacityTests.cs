using System.Net.WebSockets;
using Rollcall.Tests.Support;
using Rollcall.Tests.Support.Rooms;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Rooms;

public class CapacityTests
{
    // rooms P15
    [Fact]
    public async Task Of_a_hundred_who_come_at_once_ten_find_a_place_and_a_place_is_free_when_its_connection_has_ended()
    {
        await using var server = await RoomServer.StartAsync(rooms => rooms with { ConnectionsPerUser = 200, ConnectionsPerUserInRoom = 200, RequestsPerSecond = 10_000 });
        await server.AskAsync("anna", "POST", "/api/rooms", new { id = "lobby", max_clients = 10 });

        var all = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => TryJoinAsync(server, i % 2 == 0 ? "ben" : "cleo")));

        var inside = all.OfType<RoomLine>().ToList();
        Assert.Equal(10, inside.Count);
        Assert.Equal("409 room_full", (await server.UpgradeAsync("/ws/lobby", server.TokenOf("anna"))).Word);
        foreach (var one in inside)
            await one.SayGoodbyeAsync();
        // The goodbye was answered before the room has read the letter that says so; the next request comes after it.
        await UntilAsync(server, 0);
        using var anna = await server.JoinAsync("anna", "lobby");
        await anna.HearAsync("hello");
        inside.ForEach(one => one.Dispose());
    }

    // rooms P24
    [Fact]
    public async Task Of_three_connections_that_break_without_a_word_no_ghost_stays()
    {
        await using var server = await RoomServer.StartAsync(rooms => rooms with { PresenceGraceS = 0, RequestsPerSecond = 10_000 });
        await server.AskAsync("anna", "POST", "/api/rooms", new { id = "lobby" });
        using var anna = await server.JoinAsync("anna", "lobby");
        var tabs = new List<TestSocket>();
        for (var i = 0; i < 3; i++)
            tabs.Add(await server.JoinRawAsync("ben", "lobby"));
        await UntilAsync(server, 4);

        tabs[0].Reset();
        tabs[1].Dispose();
        tabs[2].Reset();

        await UntilAsync(server, 1);
        var people = (await server.AskAsync("anna", "GET", "/api/rooms/lobby/participants")).Body;
        Assert.Equal((1, 1), (people.GetProperty("user_count").GetInt32(), people.GetProperty("users").GetArrayLength()));
        var heard = new List<System.Text.Json.JsonElement>();
        while (heard.Count == 0 || !heard[^1].GetProperty("data").TryGetProperty("leaves", out var leaves) || leaves.GetArrayLength() == 0)
            heard.Add((await anna.HearAsync()) ?? throw new InvalidOperationException("closed"));
        Assert.Equal([server.IdOf("anna")], PresenceView.Of(heard)!.Keys);
    }

    private static async Task<RoomLine?> TryJoinAsync(RoomServer server, string handle)
    {
        try
        {
            return await server.JoinAsync(handle, "lobby");
        }
        catch (WebSocketException)
        {
            return null;
        }
    }

    /// <summary>Asks until the room counts so many connections; every question is one round of the room.</summary>
    private static async Task UntilAsync(RoomServer server, int connections)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while ((await server.AskAsync("anna", "GET", "/api/rooms/lobby")).Body is var room && (!room.TryGetProperty("connection_count", out var count) || count.GetInt32() != connections))
            patience.Token.ThrowIfCancellationRequested();
    }
}
