using System.Text.Json;
using Rollcall.Server.CommandLine.Simulate;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.Server.CommandLine;

public class SimulateTests
{
    private const string BadWeather = "--latency-ms 5 --jitter-ms 10 --loss-percent 5 --intermittent-percent 50 --outage-every-s 0.5 --outage-ms 200 --duration-s 2 --json";

    [Fact]
    public async Task Desks_and_displays_in_bad_weather_lose_nothing()
    {
        var (code, report, errors) = await SimulateAsync($"meets --clients 6 --writers 3 --rate-per-second 10 {BadWeather}", []);
        Check(code, report, errors);
        Assert.Equal(6 * Count(report, "acknowledged"), Count(report, "deliveries"));
    }

    [Fact]
    public async Task People_in_a_room_in_bad_weather_lose_nothing()
    {
        var (code, report, errors) = await SimulateAsync($"rooms --clients 6 --writers 3 --rate-per-second 5 --clients-per-account 3 {BadWeather}", ["--accounts.open_registration", "true"]);
        Check(code, report, errors);
    }

    [Fact]
    public async Task An_operator_and_callers_in_bad_weather_lose_nothing()
    {
        var (code, report, errors) = await SimulateAsync($"queue --clients 5 --writers 3 --rate-per-second 5 --operator anna --password-stdin {BadWeather}",
            ["--queue.admin_username", "anna", "--queue.admin_password", "Chalk-and-Ammonia-7"], "Chalk-and-Ammonia-7\n");
        Check(code, report, errors);
    }

    [Fact]
    public async Task A_server_that_is_killed_and_started_again_loses_nothing()
    {
        using var folder = new TemporaryFolder();
        using var first = RollcallProcess.Serve(folder.Path);
        var address = await first.AddressAsync();
        var underWay = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var plan = new SimulationPlan { Kind = SimulatedKind.Meets, Server = address, Clients = 4, Writers = 2, RatePerSecond = 20, Duration = TimeSpan.FromSeconds(3), Seed = 7 };
        var simulating = Simulation.RunAsync(plan, TimeProvider.System, (_, ledger) =>
        {
            if (ledger.Acknowledged >= 10)
                underWay.TrySetResult();
        }, TestContext.Current.CancellationToken);
        await Task.WhenAny(underWay.Task, simulating);
        first.KillHard();
        await first.EndAsync();
        using var second = RollcallProcess.Serve(folder.Path, "--bind_addr", address.Authority);
        await second.AddressAsync();

        var report = await simulating;
        Assert.True(report.Passed && report.Acknowledged > 10, $"{report}");
        Assert.Equal((4, 0, 0), (report.Reconnects, report.LostDeliveries, report.Unanswered));
    }

    [Fact]
    public async Task Without_json_there_is_a_table_and_no_bar_where_nobody_looks()
    {
        using var server = new ForgetfulServer(forgets: false);
        var (code, output, errors) = await RunAsync($"simulate meets --server {server.Address} --clients 3 --writers 2 --duration-s 1");
        Assert.True(code == 0, output + errors);
        Assert.Empty(errors);
        Assert.Contains("Nothing that was acknowledged was lost.", output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', output);
    }

    [Fact]
    public async Task A_server_that_forgets_one_delivery_is_found_out()
    {
        using var server = new ForgetfulServer(forgets: true);
        var (code, output, errors) = await RunAsync($"simulate meets --server {server.Address} --clients 3 --writers 2 --duration-s 2 --settle-s 0.5 --json");
        Assert.True(code == 1, output + errors);
        using var document = JsonDocument.Parse(output);
        var report = document.RootElement.GetProperty("report");
        Assert.Equal((1, 1), (Count(report, "lost_operations"), Count(report, "lost_deliveries")));
        Assert.False(document.RootElement.GetProperty("passed").GetBoolean());
        Assert.Single(report.GetProperty("lost").EnumerateArray());
    }

    [Theory]
    [InlineData("simulate", "KIND")]
    [InlineData("simulate dances", "'dances' is no kind")]
    [InlineData("simulate meets --clients 0", "--clients 0: from 1 to 10000")]
    [InlineData("simulate meets --clients 2 --writers 3", "--writers 3: there are only 2 clients")]
    [InlineData("simulate queue", "--operator NAME")]
    [InlineData("simulate meets --server nowhere", "--server nowhere")]
    [InlineData("simulate meets --dance 3", "simulate")]
    [InlineData("simulate rooms --tokens /nowhere/at/all", "--tokens /nowhere/at/all")]
    [InlineData("simulate meets --server http://127.0.0.1:1", "could not begin at http://127.0.0.1:1")]
    public async Task What_cannot_be_simulated_is_said_and_ends_with_2(string arguments, string said)
    {
        var (code, output, errors) = await RunAsync(arguments);
        Assert.Contains(said, errors + output, StringComparison.Ordinal);
        Assert.Equal(2, code);
    }

    [Theory]
    [InlineData("simulate")]
    [InlineData("user add")]
    [InlineData("token list")]
    public async Task Help_has_no_row_about_additional_arguments(string verb)
    {
        var (code, output, _) = await RunAsync($"{verb} --help");
        Assert.Equal(0, code);
        Assert.Contains("Usage:", output, StringComparison.Ordinal);
        Assert.DoesNotContain("additional arguments", output, StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<(int Code, JsonElement Report, string Errors)> SimulateAsync(string arguments, string[] settings, string? input = null)
    {
        using var folder = new TemporaryFolder();
        using var server = RollcallProcess.Serve(folder.Path, settings);
        var (code, output, errors) = await RollcallProcess.RunAsync(folder.Path, $"simulate {arguments} --server {await server.AddressAsync()}", input);
        Assert.True(output.Length > 0, errors);
        using var document = JsonDocument.Parse(output);
        return (code, document.RootElement.GetProperty("report").Clone(), errors);
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(string arguments)
    {
        using var folder = new TemporaryFolder();
        return await RollcallProcess.RunAsync(folder.Path, arguments);
    }

    private static void Check(int code, JsonElement report, string errors)
    {
        Assert.True(code == 0, $"{report}\n{errors}");
        Assert.True(Count(report, "acknowledged") > 0 && Count(report, "reconnects") > 0 && Count(report, "caught_up") > 0, $"{report}");
        Assert.Equal((0, 0, 0), (Count(report, "lost_operations"), Count(report, "lost_deliveries"), Count(report, "unanswered")));
    }

    private static long Count(JsonElement report, string name) => report.GetProperty(name).GetInt64();
}
