using Rollcall.Server.Hosting;
using Rollcall.Tests.Support;
using Rollcall.Tests.Support.Accounts;
using Rollcall.Tests.Support.Rooms;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Rooms;

/// <summary>The table of limits of specification 8, as far as no other test has its rows; the clock stands still.</summary>
public class LimitTableTests
{
    // rooms P29
    [Fact]
    public async Task What_a_user_says_is_counted_over_all_rooms_and_connections()
    {
        var clock = new TestClock();
        await using var server = await RoomServer.StartAsync(rooms => rooms with { RatePerSecond = 2, RateBurst = 4 }, clock: clock);
        using var one = await server.JoinAsync("anna", "one");
        using var two = await server.JoinAsync("anna", "two");
        using var ben = await server.JoinAsync("ben", "one");
        for (var i = 0; i < 4; i++)
        {
            var line = i % 2 == 0 ? one : two;
            await line.PostAsync("Hello", $"m{i}");
            await line.HearAsync("ack");
        }

        await two.PostAsync("too fast", "late");
        var refused = (await two.HearAsync("error")).GetProperty("data");
        Assert.Equal(("rate_limited", 500), (refused.GetProperty("code").GetString(), refused.GetProperty("retry_after_ms").GetInt32()));
        await ben.PostAsync("Hello", "mine");
        await ben.HearAsync("ack");
        clock.Advance(TimeSpan.FromMilliseconds(500));
        await two.PostAsync("in time", "late");
        Assert.False((await two.HearAsync("ack")).GetProperty("data").GetProperty("duplicate").GetBoolean());
    }

    [Fact]
    public async Task The_last_error_a_connection_may_be_told_is_fatal_and_those_of_a_minute_ago_do_not_count()
    {
        var clock = new TestClock();
        await using var server = await RoomServer.StartAsync(rooms => rooms with { ErrorsPerMinute = 3, PingPeriodS = 3_600, PongWaitS = 7_200 }, clock: clock);
        using var anna = await server.JoinAsync("anna", "lobby");
        Assert.False(await ErrAsync());
        Assert.False(await ErrAsync());
        clock.Advance(TimeSpan.FromSeconds(60));
        Assert.False(await ErrAsync());
        Assert.False(await ErrAsync());

        Assert.True(await ErrAsync());
        Assert.Equal((4002, "too_fast"), (await anna.ClosedAsync(), anna.CloseReason));

        async Task<bool> ErrAsync()
        {
            await anna.SayAsync("{");
            return (await anna.HearAsync("error")).GetProperty("data").GetProperty("fatal").GetBoolean();
        }
    }

    // rooms P29
    [Fact]
    public async Task Requests_are_counted_by_user_and_before_anybody_is_known_by_address()
    {
        var clock = new TestClock();
        await using var server = await RoomServer.StartAsync(rooms => rooms with { RequestsPerSecond = 2 }, clock: clock);
        await FastAsync(6, 500, () => server.AskAsync("anna", "GET", "/api/rooms"));
        Assert.Equal("200", (await server.AskAsync("ben", "GET", "/api/rooms")).Word);

        // Thirty at once and ten a second from one address; eight were asked above.
        await FastAsync(22, 100, () => server.Accounts.AskAsync("GET", "/api/rooms"), "401 unauthenticated");
        Assert.Equal("429 rate_limited", (await server.AskAsync("cleo", "GET", "/api/rooms")).Word);
        Assert.Equal("401 unauthenticated", (await server.Accounts.AskAsync("GET", "/api/rooms", from: "203.0.113.9")).Word);

        async Task FastAsync(int burst, int wait, Func<Task<HttpSaid>> ask, string usual = "200")
        {
            for (var i = 0; i < burst; i++)
                Assert.Equal(usual, (await ask()).Word);
            var refused = await ask();
            Assert.Equal(("429 rate_limited", wait), (refused.Word, refused.Body.GetProperty("retry_after_ms").GetInt32()));
        }
    }

    [Fact]
    public async Task Tickets_wrong_codes_and_rooms_made_by_joining_are_counted_by_the_minute()
    {
        var clock = new TestClock();
        await using var server = await RoomServer.StartAsync(rooms => rooms with { TicketsPerMinute = 2, WrongCodesPerMinute = 2, MadeOnJoinPerMinute = 2, RequestsPerSecond = 1_000 }, clock: clock);
        await server.AskAsync("anna", "POST", "/api/rooms", new { id = "den", is_private = true });
        var code = (await server.AskAsync("anna", "POST", "/api/rooms/den/invites", new { max_uses = 9 })).Body.GetProperty("code").GetString();
        using var first = await server.JoinAsync("ben", "one");
        using var second = await server.JoinAsync("ben", "two");
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal("201", (await server.AskAsync("ben", "POST", "/api/rooms/tickets", new { })).Word);
            Assert.Equal("404 invite_invalid", (await server.AskAsync("ben", "POST", "/api/rooms/den/join", new { code = "wrong" })).Word);
        }

        var ticket = await server.AskAsync("ben", "POST", "/api/rooms/tickets", new { });
        var guess = await server.AskAsync("ben", "POST", "/api/rooms/den/join", new { code });
        var room = await server.UpgradeAsync("/ws/three", server.TokenOf("ben"));
        Assert.Equal(("429 rate_limited", "429 rate_limited", "429 room_limit"), (ticket.Word, guess.Word, room.Word));
        Assert.All(new[] { ticket, guess, room }, said => Assert.Equal(("30", 30_000), (said.Headers["Retry-After"], said.Body.GetProperty("retry_after_ms").GetInt32())));
        // The address is counted too, whoever asks from it.
        Assert.Equal("429 rate_limited", (await server.AskAsync("cleo", "POST", "/api/rooms/den/join", new { code })).Word);

        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("201", (await server.AskAsync("ben", "POST", "/api/rooms/tickets", new { })).Word);
        Assert.Equal("200", (await server.AskAsync("ben", "POST", "/api/rooms/den/join", new { code })).Word);
        using var third = await server.JoinAsync("ben", "three");
    }

    [Fact]
    public async Task A_room_has_only_so_many_members_and_invites()
    {
        await using var server = await RoomServer.StartAsync(rooms => rooms with { MaxMembers = 2, MaxInvites = 1 });
        await server.AskAsync("anna", "POST", "/api/rooms", new { id = "lobby" });
        Assert.Equal("200", (await server.AskAsync("anna", "PUT", $"/api/rooms/lobby/members/{server.IdOf("ben")}", new { role = "member" })).Word);
        Assert.Equal("201", (await server.AskAsync("anna", "POST", "/api/rooms/lobby/invites", new { })).Word);

        foreach (var (word, said) in new[]
        {
            ("429 member_limit", await server.AskAsync("anna", "PUT", $"/api/rooms/lobby/members/{server.IdOf("cleo")}", new { role = "member" })),
            ("429 invite_limit", await server.AskAsync("anna", "POST", "/api/rooms/lobby/invites", new { })),
        })
        {
            Assert.Equal(word, said.Word);
            Assert.True(said.Headers.ContainsKey("Retry-After"));
        }
    }

    [Theory]
    [InlineData(54, 54)]
    [InlineData(60, 54)]
    public async Task A_server_that_would_give_up_before_its_ping_is_answered_does_not_start(int ping, int pong)
    {
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => RoomServer.StartAsync(rooms => rooms with { PingPeriodS = ping, PongWaitS = pong }));

        Assert.StartsWith($"rooms.pong_wait_s = {pong}: ", Assert.Single(refused.Lines), StringComparison.Ordinal);
    }
}
