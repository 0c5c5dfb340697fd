using System.Text.Json.Nodes;
using Rollcall.Tests.Support.Queue;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Queue;

/// <summary>Many at once at the queue's doors (queue specification 1, 11).</summary>
public class QueueCrowdTests
{
    private const int Sockets = 200;
    private const int Streams = 100;

    // queue P1, P2
    [Fact]
    public async Task What_is_done_through_one_door_is_heard_through_all_once_and_in_the_same_order_by_a_crowd()
    {
        await using var server = await QueueServer.StartAsync(same => same with { MaxSize = 50, Queues = [] });
        await server.ActivateAsync();
        var sockets = await Task.WhenAll(Enumerable.Range(0, Sockets).Select(_ => server.ConnectAsync()));
        var streams = await Task.WhenAll(Enumerable.Range(0, Streams).Select(_ => StreamClient.ListenAsync(new Uri(server.Address, "/api/events/stream"))));
        try
        {
            await Task.WhenAll(streams.Select(stream => stream.HearAsync()));
            using var shack = await server.ConnectAsync();
            await shack.LogInAsync(clientId: "shack-pc");
            // Both doors that can act, side by side.
            var byHttp = ActAsync(async i => Assert.Equal(200, (await server.RegisterAsync($"K{i}AB")).Status));
            await ActAsync(i => shack.DoAsync("admin.set_frequency", new() { ["frequency"] = $"14.{200 + i}" }));
            await byHttp;
            await shack.DoAsync("admin.next_qso");
            var head = (long)(await server.GetAsync("/api/public/snapshot")).Json["seq"]!;

            var first = (await sockets[0].HearUntilAsync(head)).Select(one => one.ToJsonString()).ToList();
            var seqs = sockets[0].Events.Select(one => (long)one["seq"]!).ToList();
            Assert.Equal(22, seqs.Count);
            Assert.Equal(seqs.Distinct().Order(), seqs);
            Assert.Contains(sockets[0].Events, one => (string?)one["origin"] == "shack-pc");
            Assert.Contains(sockets[0].Events, one => one["origin"] is null);
            await Task.WhenAll(sockets.Skip(1).Append(shack).Select(async socket => Assert.Equal(first, (await socket.HearUntilAsync(head)).Select(one => one.ToJsonString()))));
            await Task.WhenAll(streams.Select(async stream =>
            {
                foreach (var heard in sockets[0].Events)
                {
                    var block = (await stream.HearAsync())!;
                    Assert.Equal(($"{heard["epoch"]}-{heard["seq"]}", (string?)heard["event"]), (block.Id, block.Event));
                    Assert.Equal(heard["data"]!.ToJsonString(), block.Json!["data"]!.ToJsonString());
                }
            }));
        }
        finally
        {
            foreach (var one in sockets)
                one.Dispose();
            foreach (var one in streams)
                one.Dispose();
        }

        static async Task ActAsync(Func<int, Task> act)
        {
            for (var i = 0; i < 10; i++)
                await act(i);
        }
    }

    // queue P4
    [Fact]
    public async Task Two_hundred_registrations_at_once_for_the_last_four_places_give_exactly_four()
    {
        await using var server = await QueueServer.StartAsync();
        await server.ActivateAsync();
        var calls = Enumerable.Range(0, 200).Select(i => $"K{i % 10}{(char)('A' + i / 10)}A").ToList();
        using var one = await server.ConnectAsync();
        using var other = await server.ConnectAsync();
        var byHttp = Task.WhenAll(calls.Take(160).Select(call => server.RegisterAsync(call)));
        var bySocket = Task.WhenAll(OnSocketAsync(one, calls[160..180]), OnSocketAsync(other, calls[180..]));
        var answers = await byHttp;
        var taken = answers.Count(answer => answer.Status == 200) + (await bySocket).Sum();
        Assert.Equal(4, taken);
        Assert.All(answers.Where(answer => answer.Status != 200), answer => Assert.Equal((400, "Queue is full. Maximum queue size is 4", "queue_full"), answer.Error));
        var list = (await server.GetAsync("/api/queue/list")).Json["queue"]!.AsArray();
        Assert.Equal([1, 2, 3, 4], list.Select(entry => (int)entry!["position"]!));

        static async Task<int> OnSocketAsync(QueueClient client, List<string> calls)
        {
            var taken = 0;
            foreach (var call in calls)
            {
                var response = await client.AskAsync("queue.register", new() { ["callsign"] = call });
                if (!(bool)response["success"]!)
                    Assert.Equal("queue_full", (string?)response["error_code"]);
                else
                    taken++;
            }

            return taken;
        }
    }

    // queue P4
    [Fact]
    public async Task Fifty_registrations_of_one_station_at_once_in_any_spelling_give_one_entry()
    {
        await using var server = await QueueServer.StartAsync(same => same with { MaxSize = 100, Queues = [] });
        await server.ActivateAsync();
        string[] spellings = ["W1AW", "w1aw", " W1aw ", "W1AW/P", "VK9/W1AW", "w1aw/kh6", "F/w1aw/p"];
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => server.RegisterAsync(spellings[i % spellings.Length])));
        Assert.Single(answers, answer => answer.Status == 200);
        Assert.All(answers.Where(answer => answer.Status != 200), answer => Assert.Equal((400, "Callsign already in queue", "already_queued"), answer.Error));
        Assert.Equal(1, (int)(await server.GetAsync("/api/queue/list")).Json["total"]!);
    }

    // queue P6
    [Fact]
    public async Task Two_operators_who_press_next_at_once_take_one_caller_whichever_door_they_use()
    {
        await using var server = await QueueServer.StartAsync(same => same with { MaxSize = 200, Queues = [] });
        await server.ActivateAsync();
        const int rounds = 20;
        for (var i = 0; i < rounds + 1; i++)
            await server.RegisterAsync($"K{i % 10}{(char)('A' + i / 10)}A");
        using var shack = await server.ConnectAsync();
        await shack.LogInAsync();
        var current = (string)(await server.AsAnnaAsync("POST", "/api/admin/queue/next")).Json["callsign"]!;
        for (var round = 0; round < rounds; round++)
        {
            var byHttp = server.AsAnnaAsync("POST", "/api/admin/queue/next", new JsonObject { ["expected_current"] = current });
            var bySocket = await shack.AskAsync("admin.next_qso", new() { ["expected_current"] = current });
            var answer = await byHttp;
            var (httpWon, socketWon) = (answer.Status == 200, (bool)bySocket["success"]!);
            Assert.True(httpWon ^ socketWon, $"round {round}: HTTP {answer.Text}, WebSocket {bySocket.ToJsonString()}");
            Assert.Equal("current_changed", httpWon ? (string?)bySocket["error_code"] : answer.Error.Code);
            if (!httpWon)
                Assert.Equal(409, answer.Status);
            current = httpWon ? (string)answer.Json["callsign"]! : (string)bySocket["data"]!["current_qso"]!["callsign"]!;
        }

        Assert.Equal(rounds, (int)(await server.AsAnnaAsync("GET", "/api/admin/log")).Json["total"]!);
        Assert.Equal(0, (int)(await server.GetAsync("/api/queue/list")).Json["total"]!);
    }
}
