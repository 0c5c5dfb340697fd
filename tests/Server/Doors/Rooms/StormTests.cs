using Rollcall.Tests.Support;
using Rollcall.Tests.Support.Rooms;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Rooms;

/// <summary>All members come back at once after a restart: 200 by default, 5,000 with <c>ROLLCALL_LONG=1</c>.</summary>
[Collection(Measured.Name)]
public class StormTests
{
    private static readonly int Members = Environment.GetEnvironmentVariable("ROLLCALL_LONG") == "1" ? 5_000 : 200;

    // rooms P30
    [Fact]
    public async Task After_a_restart_all_are_back_within_thirty_seconds_from_where_they_were()
    {
        using var folder = new TemporaryFolder();
        long seq;
        string epoch;
        long before;
        await using (var server = await StartAsync(folder.File("data"), isNew: true))
        {
            await server.AskAsync("anna", "POST", "/api/rooms", new { id = "lobby", max_clients = 10_000 });
            var lines = await JoinAllAsync(server, "history=0");
            var position = (await lines[0].HearAsync("hello")).GetProperty("data").GetProperty("position");
            (seq, epoch) = (position.GetProperty("seq").GetInt64(), position.GetProperty("epoch").GetString()!);
            for (var i = 0; i < 100; i++)
            {
                await lines[0].PostAsync($"message {i}", $"m{i}");
                await lines[0].HearAsync("ack");
            }

            before = GC.GetTotalMemory(forceFullCollection: true);
            foreach (var line in lines)
                line.Dispose();
        }

        // Four times as many come as may come at once.
        await using var again = await StartAsync(folder.File("data"), isNew: false, atOnce: Members / 4);
        var began = TimeProvider.System.GetTimestamp();
        var refusals = 0;
        var back = await Task.WhenAll(Enumerable.Range(0, Members).Select(async number =>
        {
            while (true)
            {
                var (line, wait) = await RoomLine.TryConnectAsync(again.Address, $"/ws/lobby?since={seq}&epoch={epoch}", again.TokenOf(number % 2 == 0 ? "ben" : "cleo"));
                if (line is not null)
                    return line;
                Interlocked.Increment(ref refusals);
                Assert.InRange(wait, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
                await Task.Delay(wait);
            }
        }));
        foreach (var line in back)
        {
            for (var i = 0; i < 100; i++)
                Assert.Equal(seq + 1 + i, (await line.HearAsync("chat")).GetProperty("seq").GetInt64());
        }

        var took = TimeProvider.System.GetElapsedTime(began);
        var after = GC.GetTotalMemory(forceFullCollection: true);
        TestContext.Current.TestOutputHelper?.WriteLine($"{Members} members back in {took.TotalSeconds:F1} s after {refusals} refusals; memory {before >> 20} MiB before, {after >> 20} MiB after");
        Assert.InRange(took.TotalSeconds, 0, 30);
        Assert.True(refusals > 0, "nobody was refused; the test shows nothing");
        // In the long run only: beside other tests the memory is theirs as well.
        if (Members == 5_000)
            Assert.InRange(after, 0, before * 3 / 2);
        foreach (var line in back)
            line.Dispose();
    }

    private static Task<RoomServer> StartAsync(string data, bool isNew, int? atOnce = null) => RoomServer.StartAsync(
        rooms => rooms with { ConnectionsPerUser = 10_000, ConnectionsPerUserInRoom = 10_000, ConnectionsPerAddress = 10_000, ArrivalsPerSecond = 10_000, RatePerSecond = 1_000, RateBurst = 1_000 },
        settings => settings with { Limits = settings.Limits with { ConnectionsPerSecond = atOnce ?? 10_000, ConnectionBurst = atOnce ?? 10_000 } }, data, isNew);

    private static Task<RoomLine[]> JoinAllAsync(RoomServer server, string query) =>
        Task.WhenAll(Enumerable.Range(0, Members).Select(number => server.JoinAsync(number % 2 == 0 ? "ben" : "cleo", "lobby", query)));
}
