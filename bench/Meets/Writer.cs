using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Rollcall.Bench.Meets;

/// <summary>One desk that writes as fast as it is answered, a few updates ahead of the answers. Owned by the task that runs it.</summary>
internal sealed class Writer : IDisposable
{
    /// <summary>Of every meet that is made here.</summary>
    public const string Password = "Chalk-and-Ammonia-7";

    private readonly ClientWebSocket socket = new();
    private readonly byte[] received = new byte[64 * 1024];
    private string token = "";
    private long local;
    private long entry;

    /// <summary>The meet it made or joined.</summary>
    public string MeetId { get; private set; } = "";

    /// <summary>With it one may look.</summary>
    public string ViewToken { get; private set; } = "";

    /// <summary>From sending an update to its acknowledgement.</summary>
    public List<TimeSpan> Latencies { get; } = [];

    /// <summary>Comes in: makes a meet, or joins <paramref name="meet"/>; then registers the one lifter it writes about.</summary>
    public async Task EnterAsync(int port, string? meet)
    {
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{port}/ws"), CancellationToken.None);
        JsonArray locations = [new JsonObject { ["locationName"] = "Desk", ["priority"] = 5 }];
        var welcome = await AskAsync(meet is null ? "CreateMeet" : "JoinMeet", meet is null
            ? new() { ["thisLocationName"] = "Desk", ["password"] = Password, ["locations"] = locations, ["watch"] = new JsonArray() }
            : new() { ["meetId"] = meet, ["locationName"] = "Desk", ["password"] = Password, ["watch"] = new JsonArray() });
        (token, ViewToken, MeetId, entry) = ((string)welcome["sessionToken"]!, (string)welcome["viewToken"]!, (string)welcome["meetId"]!, (long)welcome["entryIds"]!["from"]!);
        await SendAsync($$"""{"updateKey":"registration.entries[{{entry}}]","updateValue":{"id":{{entry}},"name":"Al Bo"},"localSeqNum":{{++local}},"afterServerSeqNum":0}""");
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
                await SendAsync(string.Create(CultureInfo.InvariantCulture,
                    $$"""{"updateKey":"registration.entries[{{entry}}].squatKg[0]","updateValue":{{local % 400}}.5,"localSeqNum":{{local}},"afterServerSeqNum":0}"""));
            }

            await HearAsync();
            Latencies.Add(clock.GetElapsedTime(sent.Dequeue()));
        }
    }

    /// <summary>Writes so many notes of a size, each in a message of its own, and returns when all are acknowledged.</summary>
    public async Task WriteNotesAsync(int count, int size)
    {
        const int Ahead = 256;
        var text = new string('x', size - 10);
        for (var (sent, answered) = (0, 0); answered < count; answered++)
        {
            while (sent < count && sent - answered < Ahead)
            {
                sent++;
                local++;
                await SendAsync(string.Create(CultureInfo.InvariantCulture, $$"""{"updateKey":"meet.note","updateValue":"{{text}}{{local:D10}}","localSeqNum":{{local}},"afterServerSeqNum":0}"""));
            }

            await HearAsync();
        }
    }

    public void Dispose() => socket.Dispose();

    private async Task<JsonObject> AskAsync(string type, JsonObject payload)
    {
        await SendTextAsync(new JsonObject { ["type"] = type, ["payload"] = payload }.ToJsonString());
        return JsonNode.Parse(await HearAsync())!["payload"]!.AsObject();
    }

    private Task SendAsync(string update) => SendTextAsync($$$"""{"type":"UpdateInit","payload":{"sessionToken":"{{{token}}}","updates":[{{{update}}}]}}""");

    private Task SendTextAsync(string text) => socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    private async Task<string> HearAsync()
    {
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(received.AsMemory(length), CancellationToken.None);
            length += part.Count;
            if (!part.EndOfMessage)
                continue;
            var said = received.AsSpan(0, length);
            // Anything but the expected kind of answer would make the figures a lie.
            if (!said.StartsWith("{\"type\":\"UpdateAck\""u8) && !said.StartsWith("{\"type\":\"Meet"u8))
                throw new InvalidOperationException($"The server said: {Encoding.UTF8.GetString(said)}");
            return Encoding.UTF8.GetString(said);
        }
    }
}
