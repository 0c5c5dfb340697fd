using System.Net;
using Rollcall.Apps.Meets;
using Rollcall.Core.Measuring;
using Rollcall.Server.Hosting.Settings;
using Rollcall.Server.Observing;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.Server.Observing;

public class MetricsTests
{
    private const string Promised =
        "ws_connection_total ws_active ws_rejected_total ws_closed_total ws_bytes_in_total ws_bytes_out_total ws_outbox_bytes ws_slow_total meet_created_total meet_joined_total "
        + "update_accepted_total update_rejected_total update_conflict_total update_batch_size handler_duration_ms channel_active channel_round_letters channel_append_seconds "
        + "store_flush_seconds store_bytes_written_total store_torn_tail_total auth_attempt_total auth_throttled_total delivery_total delivery_seconds replay_total presence_members "
        + "process_cpu_seconds_total process_resident_memory_bytes process_open_fds dotnet_gc_collections_total dotnet_threadpool_queue_length";

    [Fact]
    public async Task A_scrape_of_a_server_follows_the_format_and_has_every_promised_figure()
    {
        await using var server = await TestServer.StartAsync(compose: parts => _ = new MeetMeasures(parts.Measures));
        var answer = await server.Http.GetAsync(new Uri("/metrics", UriKind.Relative));
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Empty(Promised.Split(' ').Except(ExpositionText.Read(await answer.Content.ReadAsStringAsync()).Keys));
    }

    [Fact]
    public async Task On_its_own_address_there_are_figures_and_nothing_else()
    {
        await using var server = await TestServer.StartAsync(s => s with { Metrics = new MetricsSettings { BindAddr = "127.0.0.1:0" } });
        var metrics = server.Running.MetricsAddress!;
        Assert.NotEqual(server.Running.BaseAddress.Port, metrics.Port);
        Assert.Equal(HttpStatusCode.OK, (await server.Http.GetAsync(new Uri(metrics, "/metrics"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Http.GetAsync(new Uri(metrics, "/health"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Http.GetAsync(new Uri(metrics, "/"))).StatusCode);
    }

    [Fact]
    public async Task On_the_main_address_what_a_proxy_forwards_needs_the_operator()
    {
        await using var server = await TestServer.StartAsync();
        using var forwarded = new HttpRequestMessage(HttpMethod.Get, "/metrics") { Headers = { { "X-Forwarded-For", "192.0.2.7" } } };
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Http.SendAsync(forwarded)).StatusCode);
        using var admitted = new HttpRequestMessage(HttpMethod.Get, "/metrics") { Headers = { { "X-Forwarded-For", "192.0.2.7" } } };
        admitted.Headers.Authorization = server.Operator;
        Assert.Equal(HttpStatusCode.OK, (await server.Http.SendAsync(admitted)).StatusCode);
    }

    [Fact]
    public void Counters_gauges_and_histograms_add_up_by_label()
    {
        using var measures = new Measures();
        using var figures = new Prometheus(measures.Meter);
        measures.ConnectionOpened("meets");
        measures.ConnectionOpened("meets");
        measures.ConnectionOpened("rooms");
        measures.ConnectionClosed("meets", 4001);
        measures.ConnectionClosed("rooms", 77_777);
        measures.Flushed(3, 900, 512);
        measures.Flushed(1, 100, 1_000_000_000);
        measures.AuthAttempt("meet_join", "throttled");

        var families = ExpositionText.Read(figures.Write());
        Assert.Equal(2, Value("ws_connection_total", "meets"));
        Assert.Equal(1, Value("ws_active", "meets"));
        Assert.Equal(0, Value("ws_active", "rooms"));
        Assert.Equal(1, Value("ws_closed_total", "4001"));
        Assert.Equal(1, Value("ws_closed_total", "1006"));
        Assert.Equal(4, Value("delivery_total"));
        Assert.Equal(1_000, Value("ws_bytes_out_total"));
        Assert.Equal(1, Value("auth_throttled_total"));
        Assert.Equal(0, Value("ws_slow_total"));
        Assert.Equal([0, 1, 1, 1, 1, 1, 1, 1, 2], families["ws_outbox_bytes"].Samples.Where(s => s.Name.EndsWith("_bucket", StringComparison.Ordinal)).Select(s => s.Value));
        Assert.Equal(1_000_000_512, families["ws_outbox_bytes"].Samples.Single(s => s.Name.EndsWith("_sum", StringComparison.Ordinal)).Value);

        double Value(string name, params string[] labels) => families[name].Samples.Single(s => s.Labels.Values.SequenceEqual(labels)).Value;
    }

    [Fact]
    public void Labels_with_quotes_backslashes_and_line_ends_survive()
    {
        using var measures = new Measures();
        using var figures = new Prometheus(measures.Meter);
        measures.ConnectionRejected("a \"b\" \\c\nd");
        var sample = Assert.Single(ExpositionText.Read(figures.Write())["ws_rejected_total"].Samples);
        Assert.Equal("a \"b\" \\c\nd", sample.Labels["reason"]);
    }

    [Fact]
    public async Task Measurements_from_many_threads_are_all_counted()
    {
        using var measures = new Measures();
        using var figures = new Prometheus(measures.Meter);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 10_000; i++)
            {
                measures.Flushed(1, 10, 10);
                measures.Replayed("complete");
            }
        })));
        var families = ExpositionText.Read(figures.Write());
        Assert.Equal(40_000, Assert.Single(families["delivery_total"].Samples).Value);
        Assert.Equal(40_000, Assert.Single(families["replay_total"].Samples).Value);
        Assert.Equal(400_000, families["ws_outbox_bytes"].Samples.Single(s => s.Name.EndsWith("_sum", StringComparison.Ordinal)).Value);
    }

    [Fact]
    public async Task Two_servers_in_one_process_count_for_themselves()
    {
        await using var one = await TestServer.StartAsync();
        await using var two = await TestServer.StartAsync();
        one.Running.Parts.Measures.Slow();
        Assert.Contains("ws_slow_total 1\n", await one.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative)), StringComparison.Ordinal);
        Assert.Contains("ws_slow_total 0\n", await two.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative)), StringComparison.Ordinal);
    }
}
