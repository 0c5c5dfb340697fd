using System.Text.Json.Nodes;
using Rollcall.Core.Sessions;
using Rollcall.Server.Hosting.Settings;
using Rollcall.Tests.Support;
using Xunit;
using static Rollcall.Tests.Server.Doors.Meets.MeetFixture;

namespace Rollcall.Tests.Server.Doors.Meets;

/// <summary>Trying passwords (P19).</summary>
public class GuessingTests
{
    private const string Wrong = "Chalk-and-Ammonia-8";

    // P19
    [Fact]
    public async Task A_wrong_password_never_joins_a_right_one_does_however_its_accents_are_written()
    {
        const string composed = "Chalk-\u00e9-Ammonia-7";
        await using var server = await MeetServer.StartAsync();
        await using var director = await WireClient.ConnectAsync(server.Address);
        var creation = BadInputScene.Creation();
        creation["password"] = composed;
        director.Say("CreateMeet", creation);
        var id = (string)(await director.HearAsync("MeetCreated"))["meetId"]!;
        foreach (var (password, right) in new[] { (composed, true), ("Chalk-e\u0301-Ammonia-7", true), ("chalk-\u00e9-Ammonia-7", false), (composed + " ", false), (composed[..^1], false), ("x", false), (composed, true) })
            Assert.Equal(right, await TryAsync(server, id, password) is null);
    }

    // P19
    [Fact]
    public async Task A_wrong_id_and_a_wrong_password_get_the_same_bytes()
    {
        await using var server = await MeetServer.StartAsync();
        var (director, created) = await BadInputScene.CreateAsync(server, "director");
        await using var _ = director;
        var id = (string)created["meetId"]!;
        var wrongPassword = await TryAsync(server, id, Wrong);
        Assert.Equal(wrongPassword, await TryAsync(server, OtherThan(id), Wrong));
        Assert.Equal(wrongPassword, await TryAsync(server, OtherThan(id), Password));
        Assert.Equal(wrongPassword, await TryAsync(server, "no id at all", Password));
        Assert.Equal("""{"code":"BAD_CREDENTIALS","reason":"Wrong meet id or password.","retryAfterMs":null}""", wrongPassword);
    }

    // P19
    [Fact]
    public async Task A_wrong_id_takes_as_long_as_a_wrong_password()
    {
        await using var server = await MeetServer.StartAsync(new RollcallSettings { Meets = MeetServer.Roomy }, passwordCost: ScryptCost.Default);
        var (director, created) = await BadInputScene.CreateAsync(server, "director");
        await using var _ = director;
        var id = (string)created["meetId"]!;
        await TryAsync(server, id, Wrong);
        var (known, unknown) = (new List<TimeSpan>(), new List<TimeSpan>());
        // By turns, so that a busy moment meets both.
        for (var i = 0; i < 7; i++)
        {
            known.Add(await TimeAsync(id));
            unknown.Add(await TimeAsync(OtherThan(id)));
        }

        var (a, b) = (known.Order().ElementAt(3), unknown.Order().ElementAt(3));
        Assert.True(a < b * 2 && b < a * 2, $"a wrong password takes {a}, a wrong id {b}");

        async Task<TimeSpan> TimeAsync(string meet)
        {
            await using var client = await WireClient.ConnectAsync(server.Address);
            var began = TimeProvider.System.GetTimestamp();
            client.Say("JoinMeet", With(meet, Wrong));
            await client.HearAsync("JoinRejected");
            return TimeProvider.System.GetElapsedTime(began);
        }
    }

    // P19
    [Fact]
    public async Task The_tenth_failure_within_five_minutes_throttles_each_further_one_for_twice_as_long_and_a_success_forgives()
    {
        var clock = new TestClock();
        await using var server = await MeetServer.StartAsync(time: clock);
        var (director, created) = await BadInputScene.CreateAsync(server, "director");
        await using var _ = director;
        var id = (string)created["meetId"]!;
        // Each over a connection of its own.
        for (var i = 0; i < 10; i++)
            Assert.Equal(("BAD_CREDENTIALS", null), await CodeAsync(id, Wrong));
        Assert.Equal(("THROTTLED", 60_000), await CodeAsync(id, Wrong));
        Assert.Equal(("THROTTLED", 60_000), await CodeAsync(id, Password));
        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(("THROTTLED", 1_000), await CodeAsync(id, Password));
        clock.Advance(TimeSpan.FromSeconds(1));
        foreach (var seconds in new[] { 120, 240, 480, 900, 900 })
        {
            Assert.Equal(("BAD_CREDENTIALS", null), await CodeAsync(id, Wrong));
            Assert.Equal(("THROTTLED", 1000 * seconds), await CodeAsync(id, Wrong));
            clock.Advance(TimeSpan.FromSeconds(seconds));
        }

        Assert.Null((await CodeAsync(id, Password)).Code);
        for (var i = 0; i < 10; i++)
            Assert.Equal(("BAD_CREDENTIALS", null), await CodeAsync(id, Wrong));
        Assert.Equal(("THROTTLED", 60_000), await CodeAsync(id, Wrong));

        async Task<(string? Code, int? Wait)> CodeAsync(string meet, string password)
        {
            var no = await TryAsync(server, meet, password) is { } text ? JsonNode.Parse(text) : null;
            return ((string?)no?["code"], (int?)no?["retryAfterMs"]);
        }
    }

    // P19
    [Fact]
    public async Task A_throttled_attempt_is_answered_without_looking_at_the_password()
    {
        await using var server = await MeetServer.StartAsync();
        var (director, created) = await BadInputScene.CreateAsync(server, "director");
        await using var _ = director;
        var id = (string)created["meetId"]!;
        for (var i = 0; i < 10; i++)
            await TryAsync(server, id, Wrong);
        // Right or wrong, known or not: one answer, but for the time that is left.
        foreach (var password in new[] { Password, Wrong })
            Assert.StartsWith("""{"code":"THROTTLED",""", await TryAsync(server, id, password), StringComparison.Ordinal);
        // Another meet is none of it, and nor is a token.
        Assert.StartsWith("""{"code":"BAD_CREDENTIALS",""", await TryAsync(server, OtherThan(id), Wrong), StringComparison.Ordinal);
        await director.PullAllAsync();
    }

    // P19
    [Fact]
    public async Task Twelve_right_desks_of_one_address_that_join_at_the_same_moment_are_all_let_in()
    {
        await using var server = await MeetServer.StartAsync(new RollcallSettings { Meets = MeetServer.Roomy }, passwordCost: new ScryptCost(12, 8, 1));
        var (director, created) = await BadInputScene.CreateAsync(server, "director");
        await using var _ = director;
        var id = (string)created["meetId"]!;
        await server.RestartAsync();
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => TryAsync(server, id, Password))), Assert.Null);
    }

    // P19
    [Fact]
    public async Task After_a_hundred_failures_over_many_addresses_only_those_who_joined_before_are_looked_at_and_only_for_a_minute()
    {
        var clock = new TestClock();
        await using var server = await MeetServer.StartAsync(new RollcallSettings { Meets = MeetServer.Roomy, TrustedProxies = ["127.0.0.1"] }, clock);
        var (director, created) = await BadInputScene.CreateAsync(server, "director");
        await using var _ = director;
        var id = (string)created["meetId"]!;
        Assert.Contains("MeetJoined", await FromAsync(server, "10.1.0.1", id, Password), StringComparison.Ordinal);
        for (var i = 0; i < 101; i++)
            Assert.Contains("BAD_CREDENTIALS", await FromAsync(server, $"10.2.0.{i}", id, Wrong), StringComparison.Ordinal);
        Assert.Contains("THROTTLED", await FromAsync(server, "10.3.0.1", id, Password), StringComparison.Ordinal);
        Assert.Contains("MeetJoined", await FromAsync(server, "10.1.0.1", id, Password), StringComparison.Ordinal);
        clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Contains("MeetJoined", await FromAsync(server, "10.3.0.1", id, Password), StringComparison.Ordinal);
    }

    private static JsonObject With(string id, string password)
    {
        var join = Join(id, "Desk 2");
        join["password"] = password;
        return join;
    }

    private static string OtherThan(string id) => (id[0] == '1' ? "2" : "1") + id[1..];

    /// <summary>Joins over a connection of its own: null if it was let in, else the rejection's fields as they came.</summary>
    private static async Task<string?> TryAsync(MeetServer server, string id, string password)
    {
        await using var client = await WireClient.ConnectAsync(server.Address);
        client.Say("JoinMeet", With(id, password));
        var answer = (await client.HearTheRestAsync()).Single();
        return answer.Name == "MeetJoined" ? null : answer.Fields.ToJsonString();
    }

    /// <summary>Joins as a proxy says somebody did; the answer as it came.</summary>
    private static async Task<string> FromAsync(MeetServer server, string address, string id, string password)
    {
        var door = new Uri(server.Address, "/ws");
        using var socket = await TestSocket.OpenAsync(door);
        await socket.RequestAsync(door, $"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nX-Forwarded-For: {address}\r\n");
        await socket.SendTextAsync(new JsonObject { ["type"] = "JoinMeet", ["payload"] = With(id, password) }.ToJsonString());
        return await socket.HearTextAsync();
    }
}
