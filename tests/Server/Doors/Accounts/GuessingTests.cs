using System.Globalization;
using Rollcall.Tests.Support.Accounts;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Accounts;

public class GuessingTests
{
    // devices P26
    [Fact]
    public async Task Ten_log_ins_a_minute_from_one_address_and_no_more_right_or_wrong()
    {
        await using var server = await AccountServer.StartAsync(standing: true);
        await server.AddAsync("ada");
        for (var i = 0; i < 10; i++)
            Assert.Equal(i % 2 == 0 ? 201 : 401, (await server.LogInAsync("ada", password: i % 2 == 0 ? null : "wrong")).Status);
        var refused = await server.LogInAsync("ada");
        Assert.Equal(("429 rate_limited", "60"), (refused.Word, refused.Headers["Retry-After"]));
        Assert.Equal(201, (await server.LogInAsync("ada", from: "198.51.100.2")).Status);
        server.Clock!.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(201, (await server.LogInAsync("ada")).Status);
    }

    // devices P26
    [Fact]
    public async Task Twenty_failures_with_one_handle_close_it_for_everybody_until_they_are_a_quarter_of_an_hour_old_and_open_sessions_go_on()
    {
        await using var server = await AccountServer.StartAsync(standing: true);
        await server.AddAsync("ada");
        await server.AddAsync("bob");
        var token = await server.TokenAsync("ada");
        for (var i = 0; i < 20; i++)
            Assert.Equal("401 bad_credentials", (await server.LogInAsync(i % 2 == 0 ? "ada" : " ADA", password: "wrong", from: $"203.0.113.{i}")).Word);
        Assert.Equal("429 rate_limited", (await server.LogInAsync("ada", from: "192.0.2.1")).Word);
        Assert.Equal("200", (await server.AskAsync("GET", "/v1/auth/session", token: token)).Word);
        Assert.Equal(201, (await server.LogInAsync("bob", from: "192.0.2.1")).Status);
        server.Clock!.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(201, (await server.LogInAsync("ada", from: "192.0.2.1")).Status);
    }

    [Fact]
    public async Task One_IPv6_subscriber_is_one_address_whichever_of_theirs_they_use()
    {
        await using var server = await AccountServer.StartAsync(one => one with { LogInsPerMinute = 2 }, standing: true);
        await server.AddAsync("ada");
        Assert.Equal(201, (await server.LogInAsync("ada", from: "2001:db8:1:2::1")).Status);
        Assert.Equal(201, (await server.LogInAsync("ada", from: "2001:db8:1:2:3:4:5:6")).Status);
        Assert.Equal(429, (await server.LogInAsync("ada", from: "2001:db8:1:2:ffff::7")).Status);
        Assert.Equal(201, (await server.LogInAsync("ada", from: "2001:db8:1:3::1")).Status);
    }

    // devices P26
    [Fact]
    public async Task Parallel_attempts_are_no_way_round_the_throttle()
    {
        await using var server = await AccountServer.StartAsync(one => one with { PasswordsWaiting = 10_000 }, standing: true);
        await server.AddAsync("ada");
        var all = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => server.LogInAsync("ada", password: "wrong", from: $"203.0.113.{i}")));
        Assert.Equal((20, 180), (all.Count(said => said.Status == 401), all.Count(said => said.Status == 429)));
        all = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => server.LogInAsync($"somebody{i}", password: "wrong", from: "192.0.2.9")));
        Assert.Equal((10, 90), (all.Count(said => said.Status == 401), all.Count(said => said.Status == 429)));
    }

    // devices P26
    [Fact]
    public async Task An_unknown_handle_and_a_wrong_password_are_answered_alike_in_body_and_work()
    {
        await using var server = await AccountServer.StartAsync(one => one with { LogInsPerMinute = 10_000, FailuresPerHandle = 10_000 }, cost: new(12, 8, 1));
        await server.AddAsync("ada");
        var (known, unknown) = (await server.LogInAsync("ada", password: "wrong"), await server.LogInAsync("bob", password: "wrong"));
        Assert.Equal((known.Status, known.Text), (unknown.Status, unknown.Text));
        Assert.Equal(known.Headers.Keys.Order(), unknown.Headers.Keys.Order());

        // The least of several is what the work itself takes; without it an unknown handle would be answered in a twentieth of the time.
        var (one, other) = (double.MaxValue, double.MaxValue);
        for (var i = 0; i < 12; i++)
        {
            one = Math.Min(one, await TimeAsync(server, "ada"));
            other = Math.Min(other, await TimeAsync(server, $"nobody{i}"));
        }

        Assert.InRange(other / one, 0.5, 2);
    }

    [Fact]
    public async Task Where_too_many_wait_for_the_hash_the_answer_is_503_and_counts_as_no_attempt()
    {
        await using var server = await AccountServer.StartAsync(
            one => one with { PasswordsAtOnce = 1, PasswordsWaiting = 2, LogInsPerMinute = 100, FailuresPerHandle = 100 }, standing: true, cost: new(14, 8, 1));
        await server.AddAsync("ada");
        var all = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => server.LogInAsync("ada", password: "wrong")));
        var busy = all.Where(said => said.Status == 503).ToList();
        Assert.NotEmpty(busy);
        Assert.All(busy, said => Assert.Equal(("503 overloaded", true), (said.Word, said.Headers.ContainsKey("Retry-After"))));
        Assert.Equal(30, busy.Count + all.Count(said => said.Status == 401));
        // Only those that were looked at are counted: 100 less those are left for this minute.
        var looked = all.Count(said => said.Status == 401);
        var left = 0;
        while ((await server.LogInAsync("ada", password: "wrong")).Status == 401)
            left++;
        Assert.Equal(100, looked + left);
    }

    // devices P26; ten thousand of them with ROLLCALL_LONG=1
    [Fact]
    public async Task Thousands_of_guesses_from_everywhere_cost_a_few_hashes_health_stays_fast_and_the_rightful_user_comes_in_afterwards()
    {
        await using var server = await AccountServer.StartAsync(standing: true, cost: new(12, 8, 1));
        await server.AddAsync("ada");
        await server.AddAsync("bob");
        using var over = new CancellationTokenSource();
        var health = HealthAsync(server, over.Token);
        var statuses = new int[Environment.GetEnvironmentVariable("ROLLCALL_LONG") == "1" ? 10_000 : 500];
        await Parallel.ForAsync(0, statuses.Length, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, _) =>
            statuses[i] = (await server.LogInAsync(i % 10 == 0 ? "ada" : $"user{i % 97}", password: $"guess {i}", from: string.Create(CultureInfo.InvariantCulture, $"203.0.{i % 250}.{i % 40}"))).Status);
        await over.CancelAsync();

        Assert.All(statuses, status => Assert.True(status is 401 or 429 or 503));
        var onAda = statuses.Where((status, i) => i % 10 == 0 && status == 401).Count();
        Assert.InRange(onAda, 1, 20);
        Assert.InRange(statuses.Count(status => status == 401), 20, 98 * 20);
        var times = (await health).Order().ToList();
        Assert.True(times.Count > 10);
        Assert.InRange(times[times.Count / 2], 0, 250);
        Assert.Equal(201, (await server.LogInAsync("bob", from: "192.0.2.1")).Status);

        server.Clock!.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(201, (await server.LogInAsync("ada", from: "192.0.2.1")).Status);
    }

    [Fact]
    public async Task Registering_is_closed_unless_opened_and_then_five_an_hour_from_one_address()
    {
        await using (var closed = await AccountServer.StartAsync())
            Assert.Equal("403 registration_closed", (await RegisterAsync(closed, "ada")).Word);

        await using var server = await AccountServer.StartAsync(one => one with { OpenRegistration = true }, standing: true);
        Assert.Equal("400 invalid_field", (await RegisterAsync(server, ".ada")).Word);
        Assert.Equal("400 invalid_field", (await RegisterAsync(server, "ada", "seven77")).Word);
        var said = await RegisterAsync(server, "ada");
        Assert.Equal(201, said.Status);
        Assert.Equal(("ada", "member", 1), (said.Body.GetProperty("user_handle").GetString(), said.Body.GetProperty("role").GetString(), said.Body.GetProperty("device_id").GetInt32()));
        Assert.Equal("409 handle_taken", (await RegisterAsync(server, "ADA")).Word);
        for (var i = 0; i < 3; i++)
            Assert.Equal(201, (await RegisterAsync(server, $"user{i}")).Status);
        Assert.Equal("429 rate_limited", (await RegisterAsync(server, "one-more")).Word);
        server.Clock!.Advance(TimeSpan.FromHours(1));
        Assert.Equal(201, (await RegisterAsync(server, "one-more")).Status);
    }

    [Fact]
    public async Task Many_who_register_the_same_handle_at_once_make_one_account()
    {
        await using var server = await AccountServer.StartAsync(one => one with { OpenRegistration = true, RegistrationsPerHour = 100 });
        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => RegisterAsync(server, "ada")));
        Assert.Single(all, said => said.Status == 201);
        Assert.All(all.Where(said => said.Status != 201), said => Assert.Equal("409 handle_taken", said.Word));
        Assert.Single(server.Book.Users);
    }

    private static Task<HttpSaid> RegisterAsync(AccountServer server, string handle, string password = "eight888") =>
        server.AskAsync("POST", "/v1/auth/register", new { user_handle = handle, password, device_uuid = "uuid-0001", device_type = "web" });

    private static async Task<double> TimeAsync(AccountServer server, string handle)
    {
        var began = TimeProvider.System.GetTimestamp();
        Assert.Equal(401, (await server.LogInAsync(handle, password: "wrong")).Status);
        return TimeProvider.System.GetElapsedTime(began).TotalMilliseconds;
    }

    private static async Task<List<double>> HealthAsync(AccountServer server, CancellationToken over)
    {
        var times = new List<double>();
        using var http = new HttpClient { BaseAddress = server.Server.Http.BaseAddress };
        while (!over.IsCancellationRequested)
        {
            var began = TimeProvider.System.GetTimestamp();
            Assert.True((await http.GetAsync("/health/live", CancellationToken.None)).IsSuccessStatusCode);
            times.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
        }

        return times;
    }
}
