using Rollcall.Tests.Support;
using Rollcall.Tests.Support.Rooms;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Rooms;

/// <summary>A whole server with a clock that stands still.</summary>
public class RoomClockTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    // rooms P29
    [Fact]
    public async Task After_the_burst_the_next_is_refused_and_exactly_after_the_wait_that_was_told_it_is_allowed()
    {
        var clock = new TestClock();
        await using var server = await RoomServer.StartAsync(rooms => rooms with { RatePerSecond = 10, RateBurst = 30 }, clock: clock);
        using var anna = await server.JoinAsync("anna", "lobby");
        for (var i = 0; i < 30; i++)
        {
            await anna.PostAsync($"{i}", $"m{i}");
            await anna.HearAsync("ack");
        }

        await anna.PostAsync("too fast", "late");
        var refused = await anna.HearAsync("error");
        Assert.Equal(("late", "rate_limited", 100), (refused.GetProperty("client_msg_id").GetString(), refused.GetProperty("data").GetProperty("code").GetString(),
            refused.GetProperty("data").GetProperty("retry_after_ms").GetInt32()));
        clock.Advance(TimeSpan.FromMilliseconds(99));
        await anna.PostAsync("too fast", "late");
        Assert.Equal(1, (await anna.HearAsync("error")).GetProperty("data").GetProperty("retry_after_ms").GetInt32());
        clock.Advance(TimeSpan.FromMilliseconds(1));
        await anna.PostAsync("in time", "late");
        Assert.False((await anna.HearAsync("ack")).GetProperty("data").GetProperty("duplicate").GetBoolean());

        // What was refused is not in the log: the room was made, and 31 were said.
        Assert.Equal(32, (await server.AskAsync("anna", "GET", "/api/rooms/lobby")).Body.GetProperty("position").GetProperty("seq").GetInt64());
    }

    // rooms P24
    [Fact]
    public async Task A_connection_whose_other_end_is_dead_is_gone_within_pong_wait()
    {
        var clock = new TestClock();
        await using var server = await RoomServer.StartAsync(rooms => rooms with { PresenceGraceS = 0, PingPeriodS = 54, PongWaitS = 60 }, clock: clock);
        await server.AskAsync("anna", "POST", "/api/rooms", new { id = "lobby" });
        using var anna = await server.JoinAsync("anna", "lobby");
        // It never reads, so it never answers a ping.
        using var dead = await server.JoinRawAsync("ben", "lobby");
        Assert.Equal(4, (await server.AskAsync("anna", "GET", "/api/rooms/lobby/participants")).Body.GetProperty("connection_count").GetInt32() * 2);

        for (var second = 0; second < 62; second++)
        {
            await anna.SayAsync("""{"type":"presence","data":{"event":"ping"}}""");
            await anna.HearAsync("pong");
            clock.Advance(Second);
        }

        var ben = server.IdOf("ben");
        while (true)
        {
            clock.Advance(Second);
            await anna.SayAsync("""{"type":"presence","data":{"event":"ping"}}""");
            var users = (await server.AskAsync("anna", "GET", "/api/rooms/lobby/participants")).Body.GetProperty("users");
            if (users.EnumerateArray().All(one => one.GetProperty("user_id").GetInt64() != ben))
                break;
            Assert.True(clock.Now < new DateTimeOffset(2026, 3, 14, 10, 2, 0, TimeSpan.Zero), "still there after two minutes");
        }
    }

    // rooms P22
    [Fact]
    public async Task Whoever_joins_while_the_room_is_cleaned_up_finds_it_or_a_new_one_and_never_half_a_room()
    {
        var clock = new TestClock();
        await using var server = await RoomServer.StartAsync(rooms => rooms with { EmptyGraceS = 1, PresenceGraceS = 0, MadeOnJoinPerMinute = 10_000, RequestsPerSecond = 10_000 }, clock: clock);
        var epochs = new HashSet<string>();
        for (var round = 0; round < 10; round++)
        {
            using (var first = await server.JoinAsync("anna", "lobby"))
            {
                await first.HearAsync("snapshot");
                await first.SayGoodbyeAsync();
            }

            while ((await server.AskAsync("anna", "GET", "/api/rooms/lobby")).Body.GetProperty("connection_count").GetInt32() > 0)
            {
                // Until the room has read that it is empty.
            }

            var cleaning = Task.Run(() => clock.Advance(Second + Second), TestContext.Current.CancellationToken);
            using var second = await server.JoinAsync("ben", "lobby");
            await cleaning;
            var position = (await second.HearAsync("hello")).GetProperty("data").GetProperty("position");
            await second.PostAsync("whole", $"r{round}");
            var said = await second.HearAsync("chat");
            Assert.Equal(position.GetProperty("epoch").GetString(), said.GetProperty("epoch").GetString());
            Assert.Equal(position.GetProperty("seq").GetInt64() + 1, said.GetProperty("seq").GetInt64());
            epochs.Add(position.GetProperty("epoch").GetString()!);
            await second.SayGoodbyeAsync();
        }

        Assert.NotEmpty(epochs);
    }
}
