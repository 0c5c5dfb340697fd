using System.Text.Json.Nodes;
using Xunit;

namespace Rollcall.Tests.Support.Queue;

/// <summary>A WebSocket client of a queue: sends requests, hears frames in order. Used by one test at a time.</summary>
internal sealed class QueueClient : IDisposable
{
    private readonly TestSocket socket;
    private int last;

    private QueueClient(TestSocket socket) => this.socket = socket;

    public JsonObject Welcome { get; private set; } = [];

    /// <summary>Events heard while waiting for responses, oldest first.</summary>
    public List<JsonObject> Events { get; } = [];

    /// <summary>The line itself, for what a proper client would not do.</summary>
    public TestSocket Line => socket;

    public static async Task<QueueClient> ConnectAsync(Uri address, string headers = "")
    {
        var socket = await TestSocket.OpenAsync(address);
        var head = await socket.RequestAsync(address, $"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{headers}");
        Assert.StartsWith("HTTP/1.1 101 ", head, StringComparison.Ordinal);
        var client = new QueueClient(socket);
        client.Welcome = await client.HearAsync();
        return client;
    }

    /// <summary>The next frame; the server's pings are answered.</summary>
    public async Task<JsonObject> HearAsync()
    {
        while (true)
        {
            var frame = await socket.HearAsync();
            if (frame.Opcode == TestSocket.Ping)
                await socket.SendAsync(TestSocket.Pong, frame.Payload);
            else
            {
                Assert.True(frame.Opcode == TestSocket.Text, $"heard opcode {frame.Opcode}: {(frame.Opcode == TestSocket.Close ? $"{frame.CloseCode} {frame.CloseReason}" : "")}");
                return JsonNode.Parse(frame.Text)!.AsObject();
            }
        }
    }

    /// <summary>The next event; nothing else may come before it.</summary>
    public async Task<JsonObject> HearEventAsync()
    {
        var heard = await HearAsync();
        Assert.Equal("event", (string?)heard["type"]);
        return heard;
    }

    public Task SayAsync(string text) => socket.SendTextAsync(text);

    public Task SayAsync(JsonObject frame) => SayAsync(frame.ToJsonString());

    /// <summary>Says something and hears its answer; events that come before it are kept.</summary>
    public async Task<JsonObject> AnswerAsync(JsonObject frame)
    {
        await SayAsync(frame);
        while (true)
        {
            var heard = await HearAsync();
            if ((string?)heard["type"] != "event")
                return heard;
            Events.Add(heard);
        }
    }

    /// <summary>Asks for an operation and hears the response.</summary>
    public async Task<JsonObject> AskAsync(string operation, JsonObject? data = null, string? key = null)
    {
        var frame = new JsonObject { ["type"] = "request", ["id"] = $"r{++last}", ["operation"] = operation };
        if (data is not null)
            frame["data"] = data.DeepClone();
        if (key is not null)
            frame["idempotency_key"] = key;
        var response = await AnswerAsync(frame);
        Assert.Equal($"r{last}", (string?)response["id"]);
        return response;
    }

    /// <summary>Asks for an operation that must succeed; answers its data.</summary>
    public async Task<JsonNode> DoAsync(string operation, JsonObject? data = null)
    {
        var response = await AskAsync(operation, data);
        Assert.True((bool?)response["success"] == true, response.ToJsonString());
        return response["data"]!;
    }

    public Task<JsonObject> LogInAsync(string name = "anna", string password = QueueServer.Password, string? clientId = null)
    {
        var data = new JsonObject { ["username"] = name, ["password"] = password };
        if (clientId is not null)
            data["client_id"] = clientId;
        return AnswerAsync(new JsonObject { ["type"] = "auth", ["id"] = "a1", ["data"] = data });
    }

    /// <summary>Events up to and with that number, from here on.</summary>
    public async Task<List<JsonObject>> HearUntilAsync(long seq)
    {
        while (Events.Count == 0 || (long?)Events[^1]["seq"] is not { } heard || heard < seq)
            Events.Add(await HearEventAsync());
        return Events;
    }

    public void Dispose() => socket.Dispose();
}
