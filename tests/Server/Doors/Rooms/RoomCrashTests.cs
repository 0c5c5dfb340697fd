using System.Text.Json;
using System.Text.Json.Nodes;
using Rollcall.Tests.Support;
using Rollcall.Tests.Support.Accounts;
using Rollcall.Tests.Support.Rooms;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Rooms;

/// <summary>Rooms of the real program, killed on the spot or asked to stop.</summary>
public sealed class RoomCrashTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    // rooms P7 and P8
    [Fact]
    public async Task What_was_acknowledged_before_the_process_was_killed_is_there_with_the_same_number_and_time()
    {
        var token = await TokenAsync();
        var (acks, heard) = (new Dictionary<string, JsonElement>(), new Dictionary<long, string>());
        using (var server = RollcallProcess.Serve(folder.Path, "--rooms.rate_per_second", "1000", "--rooms.rate_burst", "1000"))
        {
            var address = await server.AddressAsync();
            using var sender = await RoomLine.ConnectAsync(address, "/ws/lobby?history=0", token);
            for (var i = 0; i < 400; i++)
                await sender.PostAsync($"message {i}", $"m{i}");
            while (acks.Count < 100)
                Note(await sender.HearAsync());
            server.KillHard();
            await server.EndAsync();
        }

        using var again = RollcallProcess.Serve(folder.Path);
        using var line = await RoomLine.ConnectAsync(await again.AddressAsync(), "/ws/lobby?history=100", token);
        using var http = new HttpClient { BaseAddress = await again.AddressAsync() };
        var kept = new Dictionary<long, string>();
        for (long? after = 0; after is not null;)
        {
            var page = (await HttpSaid.AskAsync(http, "GET", $"/api/rooms/lobby/messages?after={after}&limit=100", token: token)).Body;
            foreach (var item in page.GetProperty("items").EnumerateArray())
                kept.Add(item.GetProperty("seq").GetInt64(), item.GetRawText());
            after = page.GetProperty("next").ValueKind == JsonValueKind.Null ? null : page.GetProperty("next").GetInt64();
        }

        // Nobody heard what is then missing, and it is told word for word as it was.
        Assert.All(heard, one => Assert.Equal(one.Value, kept[one.Key]));
        Assert.All(acks, ack => Assert.Equal(ack.Value.GetProperty("at").GetString(), JsonNode.Parse(kept[ack.Value.GetProperty("seq").GetInt64()])!["timestamp"]!.GetValue<string>()));
        await line.PostAsync("the same again", "m7");
        var answered = (await line.HearAsync("ack")).GetProperty("data");
        Assert.Equal((acks["m7"].GetProperty("seq").GetInt64(), true), (answered.GetProperty("seq").GetInt64(), answered.GetProperty("duplicate").GetBoolean()));

        void Note(JsonElement? message)
        {
            var told = message ?? throw new InvalidOperationException("closed");
            if (Guest.NameOf(told) == "ack")
                acks.Add(told.GetProperty("client_msg_id").GetString()!, told.GetProperty("data"));
            else if (Guest.NameOf(told) == "chat")
                heard.Add(told.GetProperty("seq").GetInt64(), told.GetRawText());
        }
    }

    // rooms P30 and P32
    [Theory]
    [InlineData(false, "shutdown", 1001)]
    [InlineData(true, "restart", 1012)]
    public async Task Asked_to_stop_it_tells_everybody_when_to_come_back_and_loses_nothing(bool comesBack, string reason, int code)
    {
        var token = await TokenAsync();
        var waits = new List<int>();
        using (var server = RollcallProcess.Serve(folder.Path, "--rooms.connections_per_user_in_room", "60", "--rooms.connections_per_user", "60"))
        {
            var address = await server.AddressAsync();
            var lines = new List<RoomLine>();
            for (var i = 0; i < 40; i++)
                lines.Add(await RoomLine.ConnectAsync(address, "/ws/lobby?history=0", token));
            await lines[0].PostAsync("before the stop", "1");
            await lines[0].HearAsync("ack");
            if (comesBack)
                server.HangUp();
            else
                server.Terminate();
            foreach (var line in lines)
            {
                var told = (await line.HearAsync("going_away")).GetProperty("data");
                Assert.Equal(reason, told.GetProperty("reason").GetString());
                waits.Add(told.GetProperty("reconnect_after_ms").GetInt32());
                Assert.Equal(code, await line.ClosedAsync());
                Assert.Equal(reason, line.CloseReason);
                line.Dispose();
            }

            Assert.Equal(0, await server.EndAsync());
        }

        Assert.All(waits, wait => Assert.InRange(wait, 0, 30_000));
        // Forty by chance: some in each third, but for once in millions.
        Assert.Equal([0, 1, 2], waits.Select(wait => Math.Min(2, wait / 10_000)).Distinct().Order());
        using var again = RollcallProcess.Serve(folder.Path);
        using var back = await RoomLine.ConnectAsync(await again.AddressAsync(), "/ws/lobby", token);
        Assert.Equal("before the stop", (await back.HearAsync("history")).GetProperty("data").GetProperty("items")[0].GetProperty("data").GetProperty("text").GetString());
    }

    private async Task<string> TokenAsync()
    {
        await RollcallProcess.RunAsync(folder.Path, "user add anna --password-stdin", "password of anna\n");
        return (await RollcallProcess.RunAsync(folder.Path, "token add anna --label test")).Output.Trim();
    }
}
