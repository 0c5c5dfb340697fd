using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text.Json;
using Rollcall.Tests.Support;
using Rollcall.Tests.Support.Rooms;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Rooms;

[Collection(Measured.Name)]
public class SlowReaderTests
{
    // rooms P27
    [Fact]
    public async Task A_member_that_stops_reading_is_closed_4001_delays_nobody_and_comes_back_without_loss()
    {
        // A clock that stands still, so that the close waits for its reader however long the rest takes.
        await using var server = await RoomServer.StartAsync(rooms => rooms with { OutboxBytes = 65_536, RateBurst = 100_000 }, clock: new TestClock());
        await server.AskAsync("anna", "POST", "/api/rooms", new { id = "lobby" });
        using var anna = await server.JoinAsync("anna", "lobby");
        using var ben = await server.JoinAsync("ben", "lobby");
        using var stalled = await server.JoinRawAsync("cleo", "lobby", receiveBuffer: 4_096);
        var closed = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var listener = Closings(server, code => closed.TrySetResult(code));
        var hello = JsonDocument.Parse(await stalled.HearTextAsync()).RootElement.GetProperty("data").GetProperty("position");

        // What the system buffers between us is not the server's, so it takes some MiB; everybody else hears each before the next is said.
        const int Said = 900;
        var text = new string('世', 3_900);
        for (var i = 0; i < Said; i++)
        {
            await anna.PostAsync(text, $"m{i}");
            await anna.HearAsync("ack");
            await ben.HearAsync("chat");
        }

        // Whether the close itself still got through depends on the system's buffers; how the server ended it does not.
        stalled.Dispose();
        Assert.Equal(4001, await closed.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        using var back = await server.JoinAsync("cleo", "lobby", $"since={hello.GetProperty("seq").GetInt64()}&epoch={hello.GetProperty("epoch").GetString()}");
        for (var i = 0; i < Said; i++)
            Assert.Equal($"m{i}", (await back.HearAsync("chat")).GetProperty("client_msg_id").GetString());
    }

    // rooms P27
    [Fact]
    public async Task A_member_that_does_not_read_makes_nobody_wait()
    {
        // Enough for the system's buffers and then the outbox to be full.
        const int Said = 450;
        var isLong = Environment.GetEnvironmentVariable("ROLLCALL_LONG") == "1";
        await using var server = await RoomServer.StartAsync(rooms => rooms with { OutboxBytes = 65_536, RatePerSecond = 10_000, RateBurst = 100_000, PresenceGraceS = 0 }, clock: new TestClock());
        await server.AskAsync("anna", "POST", "/api/rooms", new { id = "lobby" });
        using var anna = await server.JoinAsync("anna", "lobby");
        using var ben = await server.JoinAsync("ben", "lobby");
        var (text, said) = (new string('世', 3_900), 0);
        await LatencyAsync();
        List<TimeSpan> without = [], with = [];
        // In turns; the quietest of each counts, as others run on the same machine.
        for (var round = 0; round < (isLong ? 5 : 2); round++)
        {
            without.Add(await LatencyAsync());
            using var stalled = await server.JoinRawAsync("cleo", "lobby", receiveBuffer: 4_096);
            with.Add(await LatencyAsync());
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"p99 {without.Min().TotalMilliseconds:F2} ms without, {with.Min().TotalMilliseconds:F2} ms with a member that does not read");
        // In the short form, beside other tests, a single hiccup decides: there is room for one.
        Assert.InRange(with.Min(), TimeSpan.Zero, (2 * without.Min()) + (isLong ? TimeSpan.Zero : TimeSpan.FromMilliseconds(100)));

        async Task<TimeSpan> LatencyAsync()
        {
            var took = new List<TimeSpan>();
            for (var i = 0; i < Said; i++)
            {
                var began = TimeProvider.System.GetTimestamp();
                await anna.PostAsync(text, $"m{said++}");
                await ben.HearAsync("chat");
                took.Add(TimeProvider.System.GetElapsedTime(began));
                await anna.HearAsync("ack");
            }

            return took.Order().ElementAt(Said * 99 / 100);
        }
    }

    // rooms P28
    [Fact]
    public async Task Pings_broadcasts_answers_and_a_close_at_the_same_moment_never_interleave()
    {
        await using var server = await RoomServer.StartAsync(rooms => rooms with { RatePerSecond = 10_000, RateBurst = 10_000 });
        await server.AskAsync("anna", "POST", "/api/rooms", new { id = "lobby" });
        using var line = await server.JoinRawAsync("ben", "lobby");
        using var anna = await server.JoinAsync("anna", "lobby");
        const int Each = 200;

        var talk = Task.WhenAll(
            Task.Run(async () =>
            {
                for (var i = 0; i < Each; i++)
                    await anna.PostAsync($"broadcast {i}", $"b{i}");
            }, TestContext.Current.CancellationToken),
            Task.Run(async () =>
            {
                for (var i = 0; i < Each; i++)
                {
                    await line.SendTextAsync($$"""{"type":"chat","data":{"text":"own {{i}}"},"client_msg_id":"o{{i}}"}""");
                    await line.SendAsync(TestSocket.Ping, [(byte)i]);
                }
            }, TestContext.Current.CancellationToken));
        // Of several pings that wait the last one may be answered alone (RFC 6455, 5.5.3).
        var (names, pongs) = (new Dictionary<string, int>(), new List<byte>());
        while (names.GetValueOrDefault("ack") < Each || names.GetValueOrDefault("chat") < 2 * Each || pongs.Count == 0 || pongs[^1] < Each - 1)
        {
            var frame = await line.HearAsync();
            if (frame.Opcode == TestSocket.Pong)
                pongs.Add(frame.Payload.Single());
            else if (frame.Opcode == TestSocket.Text)
                names[Guest.NameOf(JsonDocument.Parse(frame.Text).RootElement)] = names.GetValueOrDefault(Guest.NameOf(JsonDocument.Parse(frame.Text).RootElement)) + 1;
        }

        await talk;
        Assert.Equal(pongs.Distinct().Order(), pongs);
        Assert.Equal((Each, 2 * Each), (names["ack"], names["chat"]));
        var kick = server.AskAsync("anna", "POST", "/api/rooms/lobby/kick", new { user_id = server.IdOf("ben") });
        await line.SendAsync(TestSocket.Ping, [1]);
        Assert.Equal(4502, (await line.HearCloseAsync()).CloseCode);
        Assert.Equal("200", (await kick).Word);
    }

    /// <summary>Tells the code of every connection of rooms that is over.</summary>
    private static MeterListener Closings(RoomServer server, Action<int> told)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, mine) =>
            {
                if (instrument.Meter == server.Accounts.Parts.Measures.Meter && instrument.Name == "ws_closed_total")
                    mine.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            foreach (var (name, value) in tags)
            {
                if (name == "code")
                    told(Convert.ToInt32(value, CultureInfo.InvariantCulture));
            }
        });
        listener.Start();
        return listener;
    }
}
