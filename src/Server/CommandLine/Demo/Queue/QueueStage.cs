using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Rollcall.Server.CommandLine.Demo.Queue;

/// <summary>The callback queue that is played: an operator and two callers over HTTP, and a public page that listens. Handed from phase to phase.</summary>
internal sealed class QueueStage(ThrowAwayServer server) : IAsyncDisposable
{
    private readonly HttpClient http = new();

    /// <summary>Runs the queue.</summary>
    public Who Operator { get; } = new("Operator", Color.Teal);

    /// <summary>Calls first.</summary>
    public Who First { get; } = new("W1AW", Color.Olive);

    /// <summary>Calls second.</summary>
    public Who Second { get; } = new("K1ABC", Color.Purple);

    /// <summary>Listens to the event stream.</summary>
    public Who Page { get; } = new("Page", Color.Grey);

    public ThrowAwayServer Server => server;

    /// <summary>What the page heard, oldest first.</summary>
    public List<StreamEvent> Heard { get; } = [];

    /// <summary>The second caller's ticket.</summary>
    public string Ticket { get; set; } = "";

    /// <summary>Makes a request; answers status and JSON.</summary>
    public async Task<(int Status, JsonNode? Json)> AskAsync(HttpMethod method, string path, JsonObject? body, CancellationToken cancel, bool asOperator = false, string? key = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(server.Address, path));
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        if (asOperator)
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{ThrowAwayServer.QueueOperator}:{ThrowAwayServer.QueuePassword}")));
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        using var answer = await http.SendAsync(request, cancel);
        return ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancel)));
    }

    /// <summary>Opens the page's event stream, from where it was if it had been there.</summary>
    public Task<EventStream> ListenAsync(CancellationToken cancel) => EventStream.OpenAsync(http, new Uri(server.Address, "/api/events/stream"), Heard.LastOrDefault(one => one.Id is not null)?.Id, cancel);

    /// <summary>Hears the next so many events; answers their names.</summary>
    public async Task<string> HearAsync(EventStream stream, int count, CancellationToken cancel)
    {
        var names = new List<string>();
        while (names.Count < count)
        {
            var next = await stream.NextAsync(cancel);
            Heard.Add(next);
            names.Add(next.Name);
        }

        return string.Join(", ", names);
    }

    public ValueTask DisposeAsync()
    {
        http.Dispose();
        return ValueTask.CompletedTask;
    }
}
