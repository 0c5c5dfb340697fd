using System.Globalization;
using System.Text.Json.Nodes;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Meets;

/// <summary>A platform's clock as a display counts it down whose own clock is wrong.</summary>
[Collection(Measured.Name)]
public class ClockTests
{
    private const int LengthMs = 60_000, RightMs = 100, Exchanges = 5;

    // The rule of the specification, 7.1: the quickest of the last five exchanges says how far the clocks are apart.
    [Theory]
    [InlineData(5)]
    [InlineData(-5)]
    public async Task A_sixty_second_clock_is_right_to_a_tenth_of_a_second_where_the_viewers_own_clock_is_five_minutes_wrong(int minutesWrong)
    {
        await using var scene = await ShownScene.StartAsync(new());
        await using var display = await scene.LookAsync(Wording.Canonical, "platform:1");
        await display.HearAsync("PlatformView");
        var wrong = TimeSpan.FromMinutes(minutesWrong);
        DateTimeOffset Own() => TimeProvider.System.GetUtcNow() + wrong;

        // The director starts the clock by server time, as its desk knows it from the same machine.
        var startedAt = TimeProvider.System.GetUtcNow();
        await scene.SetAsync(("live.platforms[1].clock", new JsonObject
        {
            ["running"] = true, ["startedAt"] = startedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), ["remainingMs"] = LengthMs, ["lengthMs"] = LengthMs,
        }));
        var clock = (await display.HearAsync("PlatformView", view => view["view"]!["clock"]?["running"]?.GetValue<bool>() == true))["view"]!["clock"]!;
        var offset = await OffsetAsync(display, Own);

        for (var look = 0; look < 20; look++)
        {
            var truth = LengthMs - (TimeProvider.System.GetUtcNow() - startedAt).TotalMilliseconds;
            var shown = (double)clock["remainingMs"]! - (Own() + offset - Time(clock["startedAt"]!)).TotalMilliseconds;
            Assert.InRange(shown - truth, -RightMs, RightMs);
        }

        // One that trusted its own clock would be five minutes off: the offset is what makes it right.
        Assert.InRange(Math.Abs((offset + wrong).TotalMilliseconds), 0, RightMs);

        // Asked over HTTP, for title tools, the server counts itself.
        await scene.SetAsync(("registration.entries[7]", JsonNode.Parse("""{"id":7,"name":"Al Bo","day":1,"platform":1,"flight":"A","events":["SBD"],"squatKg":[100,0,0,0,0],"squatStatus":[0,0,0,0,0]}""")));
        var asked = TimeProvider.System.GetUtcNow();
        var told = (double)(await scene.GetJsonAsync("/platforms/1/current"))["clockRemainingMs"]!;
        Assert.InRange(told, LengthMs - (TimeProvider.System.GetUtcNow() - startedAt).TotalMilliseconds - RightMs, LengthMs - (asked - startedAt).TotalMilliseconds + RightMs);
    }

    private static async Task<TimeSpan> OffsetAsync(WireClient client, Func<DateTimeOffset> own)
    {
        var (quickest, offset) = (TimeSpan.MaxValue, TimeSpan.Zero);
        for (var exchange = 0; exchange < Exchanges; exchange++)
        {
            var sent = own();
            var pong = await client.AskAsync("Ping", new() { ["sentAt"] = exchange.ToString(CultureInfo.InvariantCulture) }, "Pong");
            var received = own();
            if (received - sent >= quickest)
                continue;
            quickest = received - sent;
            offset = Time(pong["serverTime"]!) - (sent + (received - sent) / 2);
        }

        return offset;
    }

    private static DateTimeOffset Time(JsonNode time) => DateTimeOffset.Parse((string)time!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
