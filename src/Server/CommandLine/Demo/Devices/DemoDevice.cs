using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Spectre.Console;

namespace Rollcall.Server.CommandLine.Demo.Devices;

/// <summary>One device of the person whose devices are played: its session, its socket, what it hears. Used by one phase at a time.</summary>
internal sealed class DemoDevice(string name, string uuid, Color colour, ThrowAwayServer server, TimeProvider time) : IAsyncDisposable
{
    private const string Handle = "ada";
    private const string Password = "Chalk-and-Ammonia-7";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private string token = "";
    private Line? line;

    public Who Who { get; } = new(name, colour);

    /// <summary>The number the server gave it.</summary>
    public long Id { get; private set; }

    /// <summary>Logs in; <paramref name="register"/>: makes the account as well.</summary>
    public async Task LogInAsync(bool register, CancellationToken cancel)
    {
        var (status, body) = await AskAsync(HttpMethod.Post, $"/v1/auth/{(register ? "register" : "login")}", new()
        {
            ["user_handle"] = Handle, ["password"] = Password, ["device_uuid"] = uuid, ["device_type"] = "web", ["device_name"] = name,
        }, cancel);
        if (status != 201)
            throw new PlayBrokenException("201", $"{status} {body}");
        (token, Id) = (body.GetProperty("token").GetString()!, body.GetProperty("device_id").GetInt64());
    }

    /// <summary>Opens its socket; answers what <c>connected</c> says.</summary>
    public async Task<JsonElement> ConnectAsync(CancellationToken cancel)
    {
        line = await Line.OpenAsync(server.Address, "/v1/ws", token, cancel);
        return await HearAsync("connected", cancel);
    }

    /// <summary>Loses its network.</summary>
    public Task CutAsync() => line!.CutAsync();

    /// <summary>Says something.</summary>
    public Task SayAsync(string type, JsonObject payload, CancellationToken cancel) =>
        line!.SendAsync(Encoding.UTF8.GetBytes(new JsonObject { ["type"] = type, ["payload"] = payload }.ToJsonString()), cancel);

    /// <summary>The payload of the next message of a type; others are passed over.</summary>
    public async Task<JsonElement> HearAsync(string type, CancellationToken cancel)
    {
        try
        {
            while (true)
            {
                var message = JsonSerializer.Deserialize<JsonElement>(await line!.Heard.ReadAsync(cancel).AsTask().WaitAsync(Patience, time, cancel));
                if (message.GetProperty("type").GetString() == type)
                    return message.GetProperty("payload");
            }
        }
        catch (Exception missing) when (missing is TimeoutException or ChannelClosedException)
        {
            throw new PlayBrokenException($"{name} to hear {type}", missing is TimeoutException ? "nothing more" : "the end of its line");
        }
    }

    /// <summary>Appends an event; answers the status and the body.</summary>
    public Task<(int Status, JsonElement Body)> AppendAsync(string type, JsonObject payload, string id, CancellationToken cancel) =>
        AskAsync(HttpMethod.Post, "/v1/sync/events", new() { ["type"] = type, ["payload"] = payload, ["client_event_id"] = id }, cancel);

    /// <summary>Asks over HTTP.</summary>
    public async Task<JsonElement> GetAsync(string path, CancellationToken cancel) => (await AskAsync(HttpMethod.Get, path, null, cancel)).Body;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (line is not null)
            await line.DisposeAsync();
    }

    private async Task<(int Status, JsonElement Body)> AskAsync(HttpMethod method, string path, JsonObject? body, CancellationToken cancel)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        using var request = new HttpRequestMessage(method, path);
        if (token.Length > 0)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await http.SendAsync(request, cancel);
        return ((int)answer.StatusCode, JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync(cancel)));
    }
}
