using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Rollcall.Server.Doors.Queue.LookUp;
using Rollcall.Server.Hosting.Settings;
using Rollcall.Tests.Support;
using Rollcall.Tests.Support.Queue;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Queue.LookUp;

/// <summary>Looking callers up at QRZ.com (queue specification 5.9).</summary>
public class LookUpTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task What_may_be_published_is_kept_and_nothing_else()
    {
        await using var qrz = await QrzServer.StartAsync();
        await using var lookUps = Make(qrz);
        var found = Assert.IsType<LookUpResult.Found>(await AskAsync(lookUps, "W1AW"));
        Assert.Equal(new FoundCall("Hiram Maxim", "Newington, CT, United States", "Newington, CT", "United States", null, 41.7m, -72.7m, "FN31"), found.Call);
        // queue P18: street, postal code and mail address are gone on arrival.
        Assert.DoesNotContain("Main Street", found.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("06111", found.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("@", found.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<image>http://files.example/a.jpg</image>", null)]
    [InlineData("<image>javascript:alert(1)</image>", null)]
    [InlineData("<image>https://files.example/a.jpg</image>", "https://files.example/a.jpg")]
    [InlineData("<image>https://user:secret@files.example/a.jpg</image>", null)]
    public async Task An_image_is_an_https_address_or_none(string element, string? kept)
    {
        await using var qrz = await QrzServer.StartAsync();
        qrz.Entry = call => $"<call>{call}</call>{element}";
        await using var lookUps = Make(qrz);
        Assert.Equal(kept, Assert.IsType<LookUpResult.Found>(await AskAsync(lookUps, "W1AW")).Call.Image);
    }

    [Fact]
    public async Task Texts_lose_control_characters_and_end_at_a_hundred()
    {
        await using var qrz = await QrzServer.StartAsync();
        qrz.Entry = call => $"<call>{call}</call><fname>A&#9;B&#x202E;C</fname><land>{new string('é', 300)}</land><grid>xy</grid><lat>200</lat><lon>5</lon><image>https://files.example/{new string('a', 500)}</image>";
        await using var lookUps = Make(qrz);
        var call = Assert.IsType<LookUpResult.Found>(await AskAsync(lookUps, "W1AW")).Call;
        Assert.Equal(new FoundCall("ABC", null, null, new string('é', 100), null, null, null, null), call);
    }

    [Fact]
    public async Task One_session_serves_many_and_is_renewed_when_it_has_expired()
    {
        await using var qrz = await QrzServer.StartAsync();
        await using var lookUps = Make(qrz);
        await AskAsync(lookUps, "W1AW");
        await AskAsync(lookUps, "K1ABC");
        Assert.Equal(1, qrz.LogIns);
        qrz.ExpireSession();
        Assert.IsType<LookUpResult.Found>(await AskAsync(lookUps, "G3XYZ"));
        Assert.Equal(2, qrz.LogIns);
    }

    [Fact]
    public async Task A_wrong_password_is_not_tried_again_for_five_minutes()
    {
        var clock = new TestClock();
        await using var qrz = await QrzServer.StartAsync();
        await using var lookUps = Make(qrz, clock, same => same with { Password = "wrong" });
        Assert.IsType<LookUpResult.Failed>(await AskAsync(lookUps, "W1AW"));
        Assert.IsType<LookUpResult.Failed>(await AskAsync(lookUps, "K1ABC"));
        Assert.Equal(1, qrz.LogIns);
        clock.Advance(TimeSpan.FromMinutes(5));
        await AskAsync(lookUps, "G3XYZ");
        Assert.Equal(2, qrz.LogIns);
    }

    [Theory]
    [InlineData(QrzMood.Failing, "QRZ.com look-up failed")]
    [InlineData(QrzMood.Nonsense, "QRZ.com look-up failed")]
    [InlineData(QrzMood.Megabytes, "QRZ.com look-up failed")]
    [InlineData(QrzMood.EndlessMegabytes, "QRZ.com look-up failed")]
    [InlineData(QrzMood.WithDocumentType, "QRZ.com look-up failed")]
    [InlineData(QrzMood.Elsewhere, "QRZ.com look-up failed")]
    [InlineData(QrzMood.RateLimited, "QRZ.com look-up limit reached")]
    public async Task A_service_in_trouble_is_asked_at_most_twice_and_told_as_an_error(object mood, string error)
    {
        await using var qrz = await QrzServer.StartAsync();
        qrz.Mood = (QrzMood)mood;
        await using var lookUps = Make(qrz);
        Assert.Equal(error, (await AskAsync(lookUps, "W1AW")).Error);
        Assert.InRange(qrz.Asked, 1, 2);
        // A failure is kept too, for five minutes: nobody is asked again.
        Assert.Equal(error, (await AskAsync(lookUps, "W1AW")).Error);
        Assert.InRange(qrz.Asked, 1, 2);
    }

    [Fact]
    public async Task A_service_that_hangs_is_given_up_after_five_seconds_twice()
    {
        var clock = new TestClock();
        await using var qrz = await QrzServer.StartAsync();
        qrz.Mood = QrzMood.Hanging;
        await using var lookUps = Make(qrz, clock);
        var asking = AskAsync(lookUps, "W1AW");
        for (var tries = 1; tries <= 2; tries++)
        {
            var upTo = tries;
            await qrz.UntilAskedAsync(upTo);
            clock.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.IsType<LookUpResult.Failed>(await asking);
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_a_failed_look_up()
    {
        await using var lookUps = new LookUps(new QrzSettings { Username = "a", Password = "b", BaseUrl = "http://127.0.0.1:1/" }, TimeProvider.System, NullLogger<LookUps>.Instance);
        Assert.IsType<LookUpResult.Failed>(await AskAsync(lookUps, "W1AW"));
    }

    [Fact]
    public async Task Good_ones_are_kept_a_day_unknown_ones_an_hour_and_failures_five_minutes()
    {
        var clock = new TestClock();
        var cache = new LookUpCache(10, clock);
        cache.Keep("GOOD", new LookUpResult.Found(new(null, null, null, null, null, null, null, null)));
        cache.Keep("NONE", new LookUpResult.NotFound());
        cache.Keep("FAIL", new LookUpResult.Failed());
        clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        Assert.NotNull(cache.Find("FAIL"));
        clock.Advance(TimeSpan.FromTicks(1));
        Assert.Null(cache.Find("FAIL"));
        clock.Advance(TimeSpan.FromMinutes(55) - TimeSpan.FromTicks(1));
        Assert.NotNull(cache.Find("NONE"));
        clock.Advance(TimeSpan.FromTicks(1));
        Assert.Null(cache.Find("NONE"));
        clock.Advance(TimeSpan.FromHours(23) - TimeSpan.FromTicks(1));
        Assert.NotNull(cache.Find("GOOD"));
        clock.Advance(TimeSpan.FromTicks(1));
        Assert.Null(cache.Find("GOOD"));
        await Task.CompletedTask;
    }

    [Fact]
    public void The_oldest_goes_when_there_are_too_many()
    {
        var cache = new LookUpCache(2, new TestClock());
        foreach (var call in new[] { "A1A", "B1B", "A1A", "C1C" })
            cache.Keep(call, new LookUpResult.NotFound());
        Assert.Equal(2, cache.Count);
        Assert.Null(cache.Find("B1B"));
        Assert.NotNull(cache.Find("A1A"));
    }

    [Fact]
    public async Task Two_are_looked_up_at_once_two_hundred_wait_and_what_is_beyond_fails()
    {
        await using var qrz = await QrzServer.StartAsync();
        qrz.Holds = true;
        await using var lookUps = Make(qrz);
        var results = new ConcurrentDictionary<string, TaskCompletionSource<LookUpResult>>();
        for (var i = 0; i < 2; i++)
            Ask(i);
        await qrz.UntilAskedAsync(2);
        for (var i = 2; i < 203; i++)
            Ask(i);
        Assert.IsType<LookUpResult.Failed>(await results["K202A"].Task.WaitAsync(Patience));
        Assert.Equal(202, results.Values.Count(one => !one.Task.IsCompleted));
        qrz.Release();
        Assert.All(await Task.WhenAll(results.Where(one => one.Key != "K202A").Select(one => one.Value.Task)).WaitAsync(Patience), one => Assert.IsType<LookUpResult.Found>(one));
        Assert.Equal(2, qrz.MostAtOnce);

        void Ask(int number)
        {
            var told = results[$"K{number}A"] = new TaskCompletionSource<LookUpResult>(TaskCreationOptions.RunContinuationsAsynchronously);
            lookUps.Ask($"K{number}A", told.SetResult);
        }
    }

    [Fact]
    public async Task Those_who_ask_for_the_same_call_share_one_look_up()
    {
        await using var qrz = await QrzServer.StartAsync();
        qrz.Holds = true;
        await using var lookUps = Make(qrz);
        var asked = Enumerable.Range(0, 5).Select(_ => AskAsync(lookUps, "W1AW")).ToList();
        qrz.Release();
        Assert.Single((await Task.WhenAll(asked)).Distinct());
        Assert.Single(qrz.Calls);
    }

    [Fact]
    public async Task So_many_are_looked_up_a_day_and_the_next_day_again()
    {
        var clock = new TestClock(new DateTimeOffset(2026, 3, 14, 23, 50, 0, TimeSpan.Zero));
        await using var qrz = await QrzServer.StartAsync();
        await using var lookUps = Make(qrz, clock, same => same with { DailyLimit = 2 });
        Assert.IsType<LookUpResult.Found>(await AskAsync(lookUps, "W1AW"));
        Assert.IsType<LookUpResult.Found>(await AskAsync(lookUps, "K1ABC"));
        Assert.Equal("QRZ.com look-up limit reached", (await AskAsync(lookUps, "G3XYZ")).Error);
        Assert.IsType<LookUpResult.Found>(await AskAsync(lookUps, "W1AW"));
        clock.Advance(TimeSpan.FromMinutes(10));
        Assert.IsType<LookUpResult.Found>(await AskAsync(lookUps, "G3XYZ"));
    }

    [Fact]
    public async Task Without_an_account_nobody_is_asked()
    {
        await using var lookUps = new LookUps(new QrzSettings { Username = "only a name" }, TimeProvider.System, NullLogger<LookUps>.Instance);
        Assert.False(lookUps.AreOn);
        lookUps.Ask("W1AW", _ => Assert.Fail("nobody could have looked"));
        Assert.Null(lookUps.Known("W1AW"));
    }

    private static LookUps Make(QrzServer qrz, TimeProvider? time = null, Func<QrzSettings, QrzSettings>? change = null) =>
        new((change ?? (same => same))(new QrzSettings { Username = QrzServer.Username, Password = QrzServer.Password, BaseUrl = qrz.Address }), time ?? TimeProvider.System, NullLogger<LookUps>.Instance);

    private static Task<LookUpResult> AskAsync(LookUps lookUps, string call)
    {
        var told = new TaskCompletionSource<LookUpResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        lookUps.Ask(call, told.SetResult);
        return told.Task.WaitAsync(Patience);
    }
}
