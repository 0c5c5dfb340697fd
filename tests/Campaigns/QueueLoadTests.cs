using System.Collections.Concurrent;
using Rollcall.Tests.Support;
using Rollcall.Tests.Support.Queue;
using Xunit;

namespace Rollcall.Tests.Campaigns;

/// <summary>A queue under the load of an evening: twenty operations a second before many listeners.</summary>
[Collection(Campaign.Name)]
public class QueueLoadTests
{
    private const int PerSecond = 20;

    // queue P24
    [Fact]
    public async Task Under_an_evenings_load_answers_and_events_are_quick_nothing_is_lost_and_memory_stays()
    {
        var (sockets, streams, seconds) = Campaign.IsLong ? (1_000, 200, 600) : (60, 20, 6);
        using var folder = new TemporaryFolder();
        using var server = RollcallProcess.Serve(folder.Path, "--queue.admin_username", "anna", "--queue.admin_password", QueueServer.Password, "--queue.max_size", "20",
            "--limits.connections_per_second", "100000", "--limits.connection_burst", "100000");
        var address = await server.AddressAsync();
        using var shack = await QueueClient.ConnectAsync(new Uri(address, "/ws/connect"));
        await shack.LogInAsync();
        await shack.DoAsync("admin.set_system_status", new() { ["active"] = true });
        for (var i = 0; i < 10; i++)
            await shack.DoAsync("queue.register", new() { ["callsign"] = $"K{i}AB" });
        shack.Events.Clear();

        var time = TimeProvider.System;
        var (answered, late) = (new ConcurrentDictionary<long, long>(), new ConcurrentBag<double>());
        var ears = await Task.WhenAll(Enumerable.Range(0, sockets).Select(_ => QueueClient.ConnectAsync(new Uri(address, "/ws/connect"))));
        var pages = await Task.WhenAll(Enumerable.Range(0, streams).Select(_ => StreamClient.ListenAsync(new Uri(address, "/api/events/stream"))));
        await Task.WhenAll(pages.Select(page => page.HearAsync()));
        var operations = PerSecond * seconds;
        var listening = ears.Select(ear => HearAsync(async () => (long)(await ear.HearEventAsync())["seq"]!))
            .Concat(pages.Select(page => HearAsync(async () => SeqOf((await page.HearAsync())!)))).ToList();

        var (latencies, settled) = (new List<double>(), 0);
        using var clock = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / PerSecond));
        for (var i = 0; i < operations; i++)
        {
            await clock.WaitForNextTickAsync();
            if (i == operations / 5)
                settled = Footprint.Of(server.Id).MiB;
            var began = time.GetTimestamp();
            // One event each, so that the numbers have no gaps.
            var response = i % 2 == 0 ? await shack.AskAsync("admin.skip") : await shack.AskAsync("admin.set_frequency", new() { ["frequency"] = $"14.{i % 300}" });
            latencies.Add(time.GetElapsedTime(began).TotalMilliseconds);
            Assert.True((bool)response["success"]!, response.ToJsonString());
            answered[(long)response["seq"]!] = time.GetTimestamp();
        }

        var counts = await Task.WhenAll(listening).WaitAsync(TimeSpan.FromSeconds(30));
        var after = Footprint.Of(server.Id).MiB;
        var (answers, events) = (Percentile(latencies, 0.99), Percentile([.. late], 0.99));
        Campaign.Say($"queue load: {sockets} sockets, {streams} streams, {operations} operations, 99 % answered within {answers:0.0} ms, 99 % of {counts.Sum()} events within {events:0.0} ms of the answer, memory {settled} -> {after} MiB");
        foreach (var ear in ears)
            ear.Dispose();
        foreach (var page in pages)
            page.Dispose();
        Assert.All(counts, count => Assert.Equal(operations, count));
        Assert.True(answers <= 100, $"99 % of operations were answered within {answers} ms");
        Assert.True(events <= 500, $"99 % of events came within {events} ms of the answer");
        if (Campaign.IsLong)
            Assert.True(after <= settled * 1.05, $"memory grew from {settled} to {after} MiB");

        async Task<int> HearAsync(Func<Task<long>> next)
        {
            long? before = null;
            for (var count = 1; ; count++)
            {
                var seq = await next();
                var now = time.GetTimestamp();
                Assert.True(before is null || seq == before + 1, $"{seq} came behind {before}");
                before = seq;
                // An event may be here before its answer is there: then it was not late.
                late.Add(answered.TryGetValue(seq, out var at) ? time.GetElapsedTime(at, now).TotalMilliseconds : 0);
                if (count == operations)
                    return count;
            }
        }

        static long SeqOf(StreamBlock block) => (long)block.Json!["seq"]!;
        static double Percentile(List<double> values, double part) => values.Order().ElementAt((int)((values.Count - 1) * part));
    }
}
