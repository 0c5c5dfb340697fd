using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Spectre.Console;

namespace Rollcall.Server.CommandLine.Demo.Rooms;

/// <summary>One person of the rooms that are played: an account, one place in one room, what they hear there, and the position they come back from.
/// Used by one phase at a time.</summary>
internal sealed class DemoGuest(string name, Color colour, ThrowAwayServer server, TimeProvider time) : IAsyncDisposable
{
    private const string Password = "Chalk-and-Ammonia-7";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private string token = "";
    private string connectionId = "";
    private string epoch = "";
    private long seq;
    private Line? line;

    public Who Who { get; } = new(name, colour);

    /// <summary>The number of the account.</summary>
    public long UserId { get; private set; }

    /// <summary>The entries heard, as <c>number text</c>, in the order in which they came.</summary>
    public List<string> Heard { get; } = [];

    private string Handle => name.ToLowerInvariant();

    /// <summary>Makes the account.</summary>
    public async Task RegisterAsync(CancellationToken cancel)
    {
        var (status, body) = await AskAsync(HttpMethod.Post, "/v1/auth/register", new()
        {
            ["user_handle"] = Handle, ["password"] = Password, ["device_uuid"] = $"demo-{Handle}", ["device_type"] = "web", ["device_name"] = name,
        }, cancel);
        if (status != 201)
            throw new PlayBrokenException("201", $"{status} {body}");
        token = body!["token"]!.GetValue<string>();
    }

    /// <summary>Goes into a room; answers what <c>hello</c> says. <paramref name="goesOn"/>: from where they were, in the place of the connection before.</summary>
    public async Task<JsonNode> EnterAsync(string room, CancellationToken cancel, bool goesOn = false)
    {
        if (line is not null)
            await line.DisposeAsync();
        var from = goesOn ? string.Create(CultureInfo.InvariantCulture, $"since={seq}&epoch={epoch}&replaces={connectionId}") : "history=0";
        line = await OpenAsync(room, from, cancel);
        var hello = await HearAsync("hello", cancel);
        (connectionId, UserId) = (hello["connection_id"]!.GetValue<string>(), hello["user_id"]!.GetValue<long>());
        if (!goesOn)
            (epoch, seq) = (hello["position"]!["epoch"]!.GetValue<string>(), hello["position"]!["seq"]!.GetValue<long>());
        return hello;
    }

    /// <summary>Tries to come into a room with one more connection; answers its line, or null with the close code of the refusal.</summary>
    public async Task<(Line? Line, int Refused)> TryEnterAsync(string room, CancellationToken cancel)
    {
        var another = await OpenAsync(room, "history=0&close_codes=1", cancel);
        var first = await another.Heard.ReadAsync(cancel).AsTask().WaitAsync(Patience, time, cancel);
        if (NameOf(JsonNode.Parse(first)!) == "hello")
            return (another, 0);
        await using (another)
        {
            await another.Heard.Completion.WaitAsync(Patience, time, cancel);
            return (null, another.CloseCode ?? 0);
        }
    }

    /// <summary>Says something in chat under a name of one's own.</summary>
    public Task SayAsync(string text, string id, CancellationToken cancel) =>
        line!.SendAsync(Encoding.UTF8.GetBytes(new JsonObject { ["type"] = "chat", ["data"] = new JsonObject { ["text"] = text }, ["client_msg_id"] = id }.ToJsonString()), cancel);

    /// <summary>The data of the next message of a name (<c>chat</c>, or the event); others are passed over, entries noted. <paramref name="to"/>: only one that
    /// answers what was said under that name.</summary>
    public async Task<JsonNode> HearAsync(string wanted, CancellationToken cancel, string? to = null)
    {
        try
        {
            while (true)
            {
                var message = JsonNode.Parse(await line!.Heard.ReadAsync(cancel).AsTask().WaitAsync(Patience, time, cancel))!;
                if (message["seq"] is { } number)
                {
                    seq = number.GetValue<long>();
                    Heard.Add($"{seq} {(string?)message["data"]!["text"] ?? NameOf(message)}");
                }

                if (NameOf(message) == wanted && (to is null || (string?)message["client_msg_id"] == to))
                    return message["data"]!;
            }
        }
        catch (Exception missing) when (missing is TimeoutException or ChannelClosedException)
        {
            throw new PlayBrokenException($"{name} to hear {wanted}", missing is TimeoutException ? "nothing more" : $"the end of the line, {line!.CloseCode}");
        }
    }

    /// <summary>Hears the next so many messages of chat; answers their numbers and texts.</summary>
    public async Task<IReadOnlyList<string>> HearChatAsync(int count, CancellationToken cancel)
    {
        var before = Heard.Count;
        for (var i = 0; i < count; i++)
            await HearAsync("chat", cancel);
        return [.. Heard.Skip(before)];
    }

    /// <summary>Listens until the server ends the line; answers the close code.</summary>
    public async Task<int?> ClosedAsync(CancellationToken cancel)
    {
        while (await line!.Heard.WaitToReadAsync(cancel).AsTask().WaitAsync(Patience, time, cancel))
            await line.Heard.ReadAsync(cancel);
        return line.CloseCode;
    }

    /// <summary>Loses the network.</summary>
    public Task CutAsync() => line!.CutAsync();

    /// <summary>Asks over HTTP; answers status and JSON, null where there is none.</summary>
    public async Task<(int Status, JsonNode? Body)> AskAsync(HttpMethod method, string path, JsonObject? body, CancellationToken cancel)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        using var request = new HttpRequestMessage(method, path);
        if (token.Length > 0)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await http.SendAsync(request, cancel);
        var text = await answer.Content.ReadAsStringAsync(cancel);
        return ((int)answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (line is not null)
            await line.DisposeAsync();
    }

    private Task<Line> OpenAsync(string room, string query, CancellationToken cancel) => Line.OpenAsync(server.Address, $"/ws/{room}?{query}", token, cancel);

    private static string NameOf(JsonNode message) => (string?)message["data"]!["event"] ?? message["type"]!.GetValue<string>();
}
