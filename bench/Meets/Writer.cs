using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Rollcall.Bench.Meets;

/// <summary>One desk that writes as fast as it is answered, a few updates ahead of the answers. Owned by the task that runs it.</summary>
internal sealed class Writer : IDisposable
{
    /// <summary>Of every meet that is made here.</summary>
    public const string Password = "Chalk-and-Ammonia-7";

    private const int Ahead = 256;

    private readonly MeetLine line = new();
    private string token = "";
    private long local;
    private long entry;

    /// <summary>The meet it made or joined.</summary>
    public string MeetId { get; private set; } = "";

    /// <summary>With it one may look.</summary>
    public string ViewToken { get; private set; } = "";

    /// <summary>The value of the note it wrote last, as JSON.</summary>
    public string LastNote { get; private set; } = "";

    /// <summary>From sending an update to its acknowledgement.</summary>
    public List<TimeSpan> Latencies { get; } = [];

    /// <summary>Comes in: makes a meet, or joins <paramref name="meet"/>; then registers the one lifter it writes about.</summary>
    public async Task EnterAsync(int port, string? meet)
    {
        await line.OpenAsync(port);
        JsonArray locations = [new JsonObject { ["locationName"] = "Desk", ["priority"] = 5 }];
        var welcome = await AskAsync(meet is null ? "CreateMeet" : "JoinMeet", meet is null
            ? new() { ["thisLocationName"] = "Desk", ["password"] = Password, ["locations"] = locations, ["watch"] = new JsonArray() }
            : new() { ["meetId"] = meet, ["locationName"] = "Desk", ["password"] = Password, ["watch"] = new JsonArray() });
        (token, ViewToken, MeetId, entry) = ((string)welcome["sessionToken"]!, (string)welcome["viewToken"]!, (string)welcome["meetId"]!, (long)welcome["entryIds"]!["from"]!);
        await SayAsync($$"""{"updateKey":"registration.entries[{{entry}}]","updateValue":{"id":{{entry}},"name":"Al Bo"},"localSeqNum":{{++local}},"afterServerSeqNum":0}""");
        await HearAsync();
    }

    /// <summary>Writes for a while with at most <paramref name="window"/> unanswered.</summary>
    public async Task WriteAsync(TimeSpan duration, int window)
    {
        var clock = TimeProvider.System;
        var began = clock.GetTimestamp();
        var sent = new Queue<long>();
        while (sent.Count > 0 || clock.GetElapsedTime(began) < duration)
        {
            while (sent.Count < window && clock.GetElapsedTime(began) < duration)
            {
                sent.Enqueue(clock.GetTimestamp());
                local++;
                await SayAsync(string.Create(CultureInfo.InvariantCulture,
                    $$"""{"updateKey":"registration.entries[{{entry}}].squatKg[0]","updateValue":{{local % 400}}.5,"localSeqNum":{{local}},"afterServerSeqNum":0}"""));
            }

            await HearAsync();
            Latencies.Add(clock.GetElapsedTime(sent.Dequeue()));
        }
    }

    /// <summary>Sets keys to values given as JSON, in one message, and returns when they are acknowledged.</summary>
    public async Task SetAsync(IReadOnlyList<(string Key, string Json)> updates)
    {
        await SayAsync(string.Join(',', updates.Select(one => string.Create(CultureInfo.InvariantCulture, $$"""{"updateKey":"{{one.Key}}","updateValue":{{one.Json}},"localSeqNum":{{++local}},"afterServerSeqNum":0}"""))));
        await HearAsync();
    }

    /// <summary>Writes so many notes of a size, each in a message of its own, and returns when all are acknowledged. The notes stand under
    /// <paramref name="places"/> keys in turn.</summary>
    public async Task WriteNotesAsync(int count, int size, int places = 1)
    {
        var text = new string('x', size - 10);
        for (var (sent, answered) = (0, 0); answered < count; answered++)
        {
            while (sent < count && sent - answered < Ahead)
            {
                sent++;
                local++;
                LastNote = string.Create(CultureInfo.InvariantCulture, $"\"{text}{local:D10}\"");
                await SayAsync(string.Create(CultureInfo.InvariantCulture, $$"""{"updateKey":"meet.note{{local % places}}","updateValue":{{LastNote}},"localSeqNum":{{local}},"afterServerSeqNum":0}"""));
            }

            await HearAsync();
        }
    }

    public void Dispose() => line.Dispose();

    private async Task<JsonObject> AskAsync(string type, JsonObject payload)
    {
        await line.SayAsync(new JsonObject { ["type"] = type, ["payload"] = payload }.ToJsonString());
        return JsonNode.Parse(await HearAsync())!["payload"]!.AsObject();
    }

    private Task SayAsync(string update) => line.SayAsync($$$"""{"type":"UpdateInit","payload":{"sessionToken":"{{{token}}}","updates":[{{{update}}}]}}""");

    private async Task<string> HearAsync()
    {
        var said = Encoding.UTF8.GetString((await line.HearAsync()).Span);
        // Anything but the expected kind of answer would make the figures a lie.
        return said.StartsWith("{\"type\":\"UpdateAck\"", StringComparison.Ordinal) || said.StartsWith("{\"type\":\"Meet", StringComparison.Ordinal)
            ? said
            : throw new InvalidOperationException($"The server said: {said}");
    }
}
