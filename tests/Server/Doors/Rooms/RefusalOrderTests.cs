using Rollcall.Tests.Support.Accounts;
using Rollcall.Tests.Support.Rooms;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Rooms;

/// <summary>The table of refusals of specification 5.2 from its top to its bottom: one who is wrong in every way is told of the first, mends it, and is told of the next.</summary>
public class RefusalOrderTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly (string, string)[] Strange = [("Sec-WebSocket-Protocol", "chat"), ("Origin", "https://evil.example")];
    private static readonly (string, string)[] Evil = [("Origin", "https://evil.example")];

    // rooms P33
    [Fact]
    public async Task Each_condition_is_looked_at_after_those_above_it_and_before_those_below_it()
    {
        await using var server = await RoomServer.StartAsync(
            rooms => rooms with { ConnectionsPerAddress = 8, ConnectionsPerUser = 2, ConnectionsPerUserInRoom = 1, ArrivalsPerSecond = 10_000, RequestsPerSecond = 10_000 },
            settings => settings with { Limits = settings.Limits with { MaxConnections = 9 }, Rooms = settings.Rooms with { MadeOnJoinPerMinute = 10_000 } });
        await server.AskAsync("anna", "POST", "/api/rooms", new { id = "lobby", max_clients = 2 });
        await server.AskAsync("anna", "POST", "/api/rooms/lobby/bans", new { user_id = server.IdOf("ben"), duration_s = 600 });
        var crowd = new List<RoomLine>();
        foreach (var (name, room) in new[] { ("anna", "one"), ("cleo", "one"), ("cleo", "two") })
            crowd.Add(await server.JoinAsync(name, room));
        var (first, second) = (await server.JoinAsync("ben", "one"), await server.JoinAsync("ben", "two"));
        await server.Accounts.AddAsync("dora");
        await server.Accounts.AddAsync("emil");
        var (dora, emil) = (await server.Accounts.TokenAsync("dora"), await server.Accounts.TokenAsync("emil"));
        foreach (var token in new[] { dora, emil, dora })
            crowd.Add(await RoomLine.ConnectAsync(server.Address, $"/ws/room{crowd.Count}?history=0", token));
        var elsewhere = await server.JoinRawAsync("anna", "two");
        var ben = server.TokenOf("ben");

        Assert.Equal("426 websocket_required", (await server.Accounts.AskAsync("GET", "/ws/BAD?history=x", token: "wrong", headers: Strange)).Word);
        Assert.Equal("400 bad_handshake", (await server.UpgradeAsync("/ws/BAD?history=x&close_codes=1", "wrong", null, Strange)).Word);
        Assert.Equal("403 origin_not_allowed", (await server.UpgradeAsync("/ws/BAD?history=x&close_codes=1", "wrong", null, Evil)).Word);
        Assert.Equal("503 overloaded", (await server.UpgradeAsync("/ws/BAD?history=x&close_codes=1", "wrong")).Word);
        elsewhere.Dispose();
        await UntilAsync("429 too_many_connections", () => server.UpgradeAsync("/ws/BAD?history=x&close_codes=1", "wrong"));
        foreach (var one in crowd)
        {
            await one.SayGoodbyeAsync();
            one.Dispose();
        }

        await RefusedAsync("BAD?history=x", "wrong", "400 bad_room_id", 1008);
        await RefusedAsync("nowhere?history=x&since=1&epoch=k", "wrong", "400 bad_query", 1008);
        await RefusedAsync("nowhere?since=1&epoch=k", "wrong", "401 invalid_token", 4500);
        await RefusedAsync("nowhere?since=1&epoch=k", ben, "429 too_many_connections", 1013);
        await first.SayGoodbyeAsync();
        await RefusedAsync("nowhere?since=1&epoch=k", ben, "404 room_not_found", 4504);
        await RefusedAsync("lobby", ben, "403 banned", 4501);
        await server.AskAsync("anna", "DELETE", $"/api/rooms/lobby/bans/{server.IdOf("ben")}");
        await second.SayGoodbyeAsync();
        using var anna = await server.JoinAsync("anna", "lobby");
        var inside = await JoinAsync("ben");
        await RefusedAsync("lobby", ben, "429 too_many_connections", 1013);
        await inside.SayGoodbyeAsync();
        using var cleo = await JoinAsync("cleo");
        await RefusedAsync("lobby", ben, "409 room_full", 4503);
        await cleo.SayGoodbyeAsync();
        using var last = await JoinAsync("ben");
        Assert.Equal("ben", (await last.HearAsync("hello")).GetProperty("data").GetProperty("user_handle").GetString());

        async Task RefusedAsync(string path, string token, string word, int close)
        {
            await UntilAsync(word, () => server.UpgradeAsync($"/ws/{path}", token));
            using var told = await RoomLine.ConnectAsync(server.Address, $"/ws/{path}{(path.Contains('?', StringComparison.Ordinal) ? "&" : "?")}close_codes=1", token);
            Assert.Equal(word.Split(' ')[1], (await told.HearAsync("error")).GetProperty("data").GetProperty("code").GetString());
            Assert.Equal(close, await told.ClosedAsync());
        }

        // Whoever said goodbye is gone when the room has read it.
        async Task<RoomLine> JoinAsync(string name)
        {
            using var over = new CancellationTokenSource(Patience);
            while (true)
            {
                var (line, _) = await RoomLine.TryConnectAsync(server.Address, "/ws/lobby?history=0", server.TokenOf(name));
                if (line is not null)
                    return line;
                over.Token.ThrowIfCancellationRequested();
            }
        }
    }

    // rooms P33
    [Fact]
    public async Task Whoever_would_make_one_room_too_many_is_told_whose_limit_it_is()
    {
        await using var server = await RoomServer.StartAsync(rooms => rooms with { RoomsPerUser = 1, MaxRooms = 2, RequestsPerSecond = 10_000 });
        await server.AskAsync("anna", "POST", "/api/rooms", new { id = "annas" });

        await ToldAsync("anna", "429 room_limit");
        Assert.Equal("429 room_limit", (await server.AskAsync("anna", "POST", "/api/rooms", new { id = "new" })).Word);
        await server.AskAsync("ben", "POST", "/api/rooms", new { id = "bens" });
        await ToldAsync("cleo", "503 room_limit");
        Assert.Equal("503 room_limit", (await server.AskAsync("cleo", "POST", "/api/rooms", new { id = "new" })).Word);

        async Task ToldAsync(string name, string word)
        {
            var refused = await server.UpgradeAsync("/ws/new", server.TokenOf(name));
            Assert.Equal(word, refused.Word);
            Assert.True(refused.Headers.ContainsKey("Retry-After"));
            using var told = await RoomLine.ConnectAsync(server.Address, "/ws/new?close_codes=1", server.TokenOf(name));
            Assert.Equal(1013, await told.ClosedAsync());
            Assert.Equal("room_limit", told.CloseReason);
        }
    }

    /// <summary>Asks until the server has seen who left; what it says before must be what it said before.</summary>
    private static async Task UntilAsync(string word, Func<Task<HttpSaid>> ask)
    {
        using var over = new CancellationTokenSource(Patience);
        var before = default(string);
        while (true)
        {
            var said = (await ask()).Word;
            if (said == word)
                return;
            Assert.Equal(before ??= said, said);
            Assert.False(over.IsCancellationRequested, $"{said} where {word} was awaited");
        }
    }
}
