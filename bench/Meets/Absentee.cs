using System.Text.Json.Nodes;

namespace Rollcall.Bench.Meets;

/// <summary>A desk that comes in and then does not read, or comes back later and pulls what it missed. Owned by the task that uses it.</summary>
internal sealed class Absentee : IDisposable
{
    private readonly MeetLine line = new();
    private string token = "";

    /// <summary>Joins a meet and, if it <paramref name="watches"/>, is sent its updates from now on, which it does not read.</summary>
    public async Task JoinAsync(int port, string meet, bool watches = true)
    {
        const int SmallBuffer = 4096;
        await line.OpenAsync(port, SmallBuffer);
        JsonObject join = new() { ["meetId"] = meet, ["locationName"] = "Desk", ["password"] = Writer.Password };
        if (!watches)
            join["watch"] = new JsonArray();
        await line.SayAsync(new JsonObject { ["type"] = "JoinMeet", ["payload"] = join }.ToJsonString());
        token = (string)(await HearAsync("MeetJoined"))["sessionToken"]!;
    }

    /// <summary>Reads what still comes until the server's close, and gives its code.</summary>
    public async Task<int> ReadToCloseAsync()
    {
        while (!(await line.HearAsync()).IsEmpty)
        {
        }

        return line.CloseCode!.Value;
    }

    /// <summary>Comes back on a connection of its own and pulls everything from the beginning.</summary>
    public async Task<PulledItems> PullAllAsync(int port)
    {
        using var back = new MeetLine();
        await back.OpenAsync(port);
        var keys = new HashSet<string>();
        var (bytes, pages, newest) = (0L, 0, "");
        var began = TimeProvider.System.GetTimestamp();
        for (var (cursor, more) = (0L, true); more; pages++)
        {
            JsonObject pull = new() { ["sessionToken"] = token, ["lastServerSeq"] = cursor, ["watch"] = new JsonArray() };
            await back.SayAsync(new JsonObject { ["type"] = "ClientPull", ["payload"] = pull }.ToJsonString());
            var said = await back.HearAsync();
            bytes += said.Length;
            var page = JsonNode.Parse(said.Span)!;
            if ((string?)page["type"] != "ServerPull")
                throw new InvalidOperationException($"The server said: {page.ToJsonString()}");
            foreach (var item in page["payload"]!["updatesRelayed"]!.AsArray())
            {
                keys.Add((string)item!["updateKey"]!);
                newest = item["updateValue"]?.ToJsonString() ?? "";
            }

            (cursor, more) = ((long)page["payload"]!["lastServerSeq"]!, (bool)page["payload"]!["more"]!);
        }

        return new(keys.Count, bytes, pages, newest, TimeProvider.System.GetElapsedTime(began));
    }

    public void Dispose() => line.Dispose();

    private async Task<JsonNode> HearAsync(string type)
    {
        var said = JsonNode.Parse((await line.HearAsync()).Span)!;
        return (string?)said["type"] == type ? said["payload"]! : throw new InvalidOperationException($"The server said: {said.ToJsonString()}");
    }
}

/// <summary>What a desk that was away got.</summary>
/// <param name="Items">Different keys.</param>
/// <param name="Bytes">Of all pages.</param>
/// <param name="Pages">How many.</param>
/// <param name="Newest">The value of the last item.</param>
/// <param name="Took">From the first question to the last page, read.</param>
internal sealed record PulledItems(int Items, long Bytes, int Pages, string Newest, TimeSpan Took);
