using Rollcall.Tests.Support;
using Rollcall.Tests.Support.Rooms;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Rooms;

/// <summary>One order for everybody, whoever comes and goes: 5 senders, 20 members, 400 messages, 40 lost connections by default; 20, 200, 10,000 and 500
/// with <c>ROLLCALL_LONG=1</c>.</summary>
public class OrderTests
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("ROLLCALL_LONG") == "1";
    private static readonly (int Senders, int Members, int Messages, int Losses) Size = IsLong ? (20, 200, 10_000, 500) : (5, 20, 400, 40);

    // rooms P1, P5, P8 and P11
    [Fact]
    public async Task Every_member_sees_the_same_entries_once_and_in_order_and_what_was_acknowledged_is_among_them()
    {
        using var folder = new TemporaryFolder();
        var data = folder.File("data");
        var seed = IsLong ? 20_260_307 : 7;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        Dictionary<string, long> acknowledged;
        await using (var server = await StartAsync(data, isNew: true))
        {
            await server.AskAsync("anna", "POST", "/api/rooms", new { id = "lobby", max_clients = 1_000 });
            var last = 1L + Size.Messages;
            var members = Enumerable.Range(0, Size.Members)
                .Select(number => Wanderer.FollowAsync(server, last, number % 2 == 0 ? "ben" : "cleo", new Random(seed + number), Size.Losses / Size.Members)).ToList();
            var senders = await Task.WhenAll(Enumerable.Range(0, Size.Senders).Select(number => SendAsync(server, number, Size.Messages / Size.Senders)));
            acknowledged = senders.SelectMany(one => one).ToDictionary();
            var seen = await Task.WhenAll(members);

            Assert.Equal(Enumerable.Range(1, (int)last).Select(seq => (long)seq), seen[0].Select(entry => entry.Seq));
            foreach (var other in seen)
                Assert.Equal(seen[0], other);
            Assert.Equal(acknowledged.OrderBy(one => one.Value).Select(one => (one.Value, one.Key)), seen[0].Skip(1).Select(entry => (entry.Seq, entry.ClientMsgId!)));
        }

        await using var again = await StartAsync(data, isNew: false);
        using var anna = await again.JoinAsync("anna", "lobby");
        foreach (var (id, seq) in acknowledged.Take(20))
        {
            await anna.PostAsync("said after the restart", id);
            var ack = (await anna.HearAsync("ack")).GetProperty("data");
            Assert.Equal((seq, true), (ack.GetProperty("seq").GetInt64(), ack.GetProperty("duplicate").GetBoolean()));
        }
    }

    private static Task<RoomServer> StartAsync(string data, bool isNew) => RoomServer.StartAsync(
        rooms => rooms with { ConnectionsPerUser = 1_000, ConnectionsPerUserInRoom = 1_000, ConnectionsPerAddress = 2_000, ArrivalsPerSecond = 10_000, RatePerSecond = 10_000, RateBurst = 100_000, RequestsPerSecond = 10_000 }, folder: data, isNew: isNew);

    /// <summary>Says its part on a connection of its own, every message twice, and answers what was acknowledged.</summary>
    private static async Task<Dictionary<string, long>> SendAsync(RoomServer server, int number, int count)
    {
        using var line = await server.JoinAsync("anna", "lobby");
        var done = new Dictionary<string, long>();
        for (var i = 0; i < count; i++)
        {
            var id = $"s{number}-{i}";
            await line.PostAsync($"{number} says {i}", id);
            await line.PostAsync($"{number} says {i} again", id);
            var (first, second) = (await AckAsync(line), await AckAsync(line));
            Assert.Equal((first.Seq, true), (second.Seq, second.Duplicate));
            done.Add(id, first.Seq);
        }

        return done;
    }

    private static async Task<(long Seq, bool Duplicate)> AckAsync(RoomLine line)
    {
        var data = (await line.HearAsync("ack")).GetProperty("data");
        return (data.GetProperty("seq").GetInt64(), data.GetProperty("duplicate").GetBoolean());
    }
}
