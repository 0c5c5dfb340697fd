using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Rollcall.Tests.Support.Rooms;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Rooms;

public class CountingTests
{
    // rooms P36
    [Fact]
    public async Task Every_refusal_error_and_close_is_counted_under_the_code_the_client_saw()
    {
        await using var server = await RoomServer.StartAsync(rooms => rooms with { ErrorsPerMinute = 6, RateBurst = 1_000 });
        var counted = new ConcurrentDictionary<string, long>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, mine) =>
            {
                if (instrument.Meter == server.Accounts.Parts.Measures.Meter && instrument.Name is "room_error_total" or "room_refused_total" or "room_duplicate_total" or "room_recovery_total" or "ws_closed_total")
                    mine.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            if (instrument.Meter == server.Accounts.Parts.Measures.Meter)
                counted.AddOrUpdate($"{instrument.Name} {WordOf(tags)}", value, (_, sum) => sum + value);
        });
        listener.Start();
        var seen = new Dictionary<string, long>();
        void See(string what) => seen[what] = seen.GetValueOrDefault(what) + 1;

        foreach (var path in new[] { "/ws/BAD", "/ws/lobby?history=x", "/ws/nowhere?since=1&epoch=k", "/ws/nowhere?since=1&epoch=k" })
            See($"room_refused_total {(await server.UpgradeAsync(path, server.TokenOf("anna"))).Code}");
        See($"room_refused_total {(await server.UpgradeAsync("/ws/lobby")).Code}");
        using (var told = await RoomLine.ConnectAsync(server.Address, "/ws/BAD?close_codes=1", server.TokenOf("anna")))
        {
            See($"room_refused_total {(await told.HearAsync("error")).GetProperty("data").GetProperty("code").GetString()}");
            See($"ws_closed_total {await told.ClosedAsync()}");
        }

        using var anna = await server.JoinAsync("anna", "lobby");
        string[] wrong = ["{", """{"type":"x","data":{}}""", """{"type":"chat","data":{"text":""}}""", """{"type":"chat","data":{"text":" "}}""", """{"type":"presence","data":{"event":"read","seq":99}}"""];
        foreach (var message in wrong)
        {
            await anna.SayAsync(message);
            See($"room_error_total {(await anna.HearAsync("error")).GetProperty("data").GetProperty("code").GetString()}");
        }

        await anna.PostAsync("once", "1");
        await anna.HearAsync("ack");
        await anna.PostAsync("once", "1");
        await anna.HearAsync("ack");
        See("room_duplicate_total ");
        using (var back = await server.JoinAsync("anna", "lobby", "since=99&epoch=other"))
        {
            See($"room_recovery_total {(await back.HearAsync("hello")).GetProperty("data").GetProperty("recovery").GetProperty("reason").GetString()}");
            await back.SayGoodbyeAsync();
            See($"ws_closed_total {(int)back.CloseCode!.Value}");
        }

        await anna.SayAsync("{");
        See($"room_error_total {(await anna.HearAsync("error")).GetProperty("data").GetProperty("code").GetString()}");
        See($"ws_closed_total {await anna.ClosedAsync()}");
        using (var ben = await server.JoinAsync("ben", "lobby"))
        {
            await ben.SayGoodbyeAsync();
            See($"ws_closed_total {(int)ben.CloseCode!.Value}");
        }

        using var cleo = await server.JoinAsync("cleo", "lobby");
        await cleo.HearAsync("hello");
        await server.AskAsync("anna", "POST", "/api/rooms/lobby/kick", new { user_id = server.IdOf("cleo") });
        See($"ws_closed_total {await cleo.ClosedAsync()}");

        // A close is counted when the server has heard its answer, which is after the client has heard the close.
        using var over = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (counted.Where(one => one.Key.StartsWith("ws_closed", StringComparison.Ordinal)).Sum(one => one.Value) < seen.Where(one => one.Key.StartsWith("ws_closed", StringComparison.Ordinal)).Sum(one => one.Value))
        {
            over.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        Assert.Equal(seen.OrderBy(one => one.Key, StringComparer.Ordinal), counted.OrderBy(one => one.Key, StringComparer.Ordinal));
    }

    /// <summary>The code or outcome something is counted under; closes only of rooms have one.</summary>
    private static object? WordOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var (name, value) in tags)
        {
            if (name is "code" or "outcome")
                return value;
        }

        return null;
    }
}
