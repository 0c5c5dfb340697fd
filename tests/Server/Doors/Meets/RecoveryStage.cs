using System.Text.Json.Nodes;
using Rollcall.Tests.Support;

namespace Rollcall.Tests.Server.Doors.Meets;

/// <summary>A server whose clock stands still, so that the window in which desks gather lasts as long as a test wants.</summary>
internal sealed class RecoveryStage : IAsyncDisposable
{
    // Nothing but the window, and where a test says so a desk's silence, is to end by itself.
    private const int Never = 1_000_000;

    private RecoveryStage(MeetServer server, TestClock clock) => (Server, Clock) = (server, clock);

    public MeetServer Server { get; }

    public TestClock Clock { get; }

    /// <param name="answerS">How long a desk has for a page, in seconds.</param>
    public static async Task<RecoveryStage> StartAsync(int answerS = Never)
    {
        var clock = new TestClock();
        var server = await MeetServer.StartAsync(
            meets => meets with { RecoveryWindowS = 15, RecoveryAnswerS = answerS, HeartbeatS = Never, SilenceS = Never, HandshakeS = Never }, clock);
        return new(server, clock);
    }

    /// <summary>Lets time pass until something has happened: a second now and again, for what is to be timed may only be set up on the way.</summary>
    public async Task<T> PassTimeAsync<T>(Task<T> awaited)
    {
        while (!awaited.IsCompleted)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(awaited, Task.Delay(10));
        }

        return await awaited;
    }

    /// <summary>Lets time pass until something has happened.</summary>
    public Task PassTimeAsync(Task awaited) => PassTimeAsync(Finished(awaited));

    /// <summary>A client that knows a token and nothing more, and has asked for updates: it is told to wait.</summary>
    public async Task<WireClient> BackAsync(string name, string token, string epoch, long cursor)
    {
        var client = await KnowingAsync(name, token);
        var no = await client.AskAsync("ClientPull", new() { ["epoch"] = epoch, ["lastServerSeq"] = cursor }, "RequestRejected");
        Xunit.Assert.Equal("RECOVERING", (string?)no["code"]);
        return client;
    }

    /// <summary>A client that knows a token and has said nothing yet.</summary>
    public async Task<WireClient> KnowingAsync(string name, string token)
    {
        var client = await WireClient.ConnectAsync(Server.Address, name);
        client.Token = token;
        return client;
    }

    /// <summary>What a desk is asked for: above which number.</summary>
    public async Task<long> AskedAsync(WireClient client) => (long)(await PassTimeAsync(client.HearAsync("StateRecoveryRequest")))["lastServerSeq"]!;

    public static JsonObject Held(string epoch, long cursor, params JsonObject[] items) =>
        new() { ["epoch"] = epoch, ["lastServerSeq"] = cursor, ["updates"] = new JsonArray([.. items]), ["done"] = true };

    public static JsonObject Item(string key, JsonNode? value, long number, string location = "Head table", int priority = 10, string author = "q7Jm2xV0aLk") => new()
    {
        ["updateKey"] = key, ["updateValue"] = value, ["serverSeqNum"] = number, ["priority"] = priority, ["locationName"] = location, ["authorId"] = author,
    };

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private static async Task<bool> Finished(Task task)
    {
        await task;
        return true;
    }
}

/// <summary>What a desk holds, but for the numbers, which change with a recovery.</summary>
internal static class RecoveryContent
{
    public static string Of(Desk desk) => desk.Look(one => string.Join('\n', one.Memory.Canonical.Items.Values
        .Select(item => $"{item.Key} = {(item.Deleted ? "(deleted)" : item.Value?.ToJsonString() ?? "null")} by {item.LocationName} {item.Priority} {item.AuthorId}").Order(StringComparer.Ordinal)));
}
