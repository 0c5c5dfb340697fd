using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Rollcall.Bench.Children;
using Rollcall.Bench.Readers;

namespace Rollcall.Bench.Rooms;

/// <summary>The built server in a process of its own, as <c>./rollcall</c> starts it, with limits raised as far as one machine's clients need, and one account.</summary>
internal sealed class ServedRooms : IDisposable
{
    private const string Password = "Chalk-and-Ammonia-7";

    private ServedRooms(Child process, Uri address)
    {
        Process = process;
        Http = new HttpClient { BaseAddress = address };
    }

    /// <summary>Its process.</summary>
    public Child Process { get; }

    private HttpClient Http { get; }

    private string Token { get; set; } = "";

    /// <summary>Starts it in <paramref name="folder"/>, where its data lies; ready when this returns.</summary>
    public static async Task<ServedRooms> StartAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        var program = Path.Combine(Repository.Root, "artifacts/bin/Rollcall.Server/release/rollcall");
        var process = Child.StartIn(folder, program, [
            "--bind_addr", "127.0.0.1:0", "--metrics.bind_addr", "", "--log_level", "warning", "--accounts.open_registration", "true",
            "--limits.connections_per_second", "100000", "--limits.connection_burst", "100000", "--rooms.arrivals_per_second", "10000", "--rooms.requests_per_second", "10000",
            "--rooms.connections_per_address", "20000", "--rooms.connections_per_user", "20000", "--rooms.connections_per_user_in_room", "10000", "--rooms.max_clients_ceiling", "20000"]);
        var served = new ServedRooms(process, new Uri(await process.FindAsync("pages")));
        var told = await served.PostAsync("/v1/auth/register", $$"""{"user_handle":"ada","password":"{{Password}}","device_uuid":"bench-001","device_type":"web"}""");
        served.Token = (string)told["token"]!;
        return served;
    }

    /// <summary>Makes a room of ten thousand places.</summary>
    public Task MakeAsync(string room) => PostAsync("/api/rooms", $$"""{"id":"{{room}}","max_clients":20000}""");

    /// <summary>How readers of a room come.</summary>
    public ReaderScript ReadersOf(string room) =>
        new(Http.BaseAddress!.Port, $"/ws/{room}?history=0", [], Greeting: 2, Separator: null, Welcome: """{"type":"system","data":{"event":"hello""") { Token = Token };

    /// <summary>The page of the 50 messages below a number; answers how many came.</summary>
    public async Task<int> PageAsync(string room, long before)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/rooms/{room}/messages?before={before}&limit=50");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        using var answer = await Http.SendAsync(request);
        return JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync())!["items"]!.AsArray().Count;
    }

    public void Dispose()
    {
        Http.Dispose();
        Process.Kill();
        Process.Dispose();
    }

    private async Task<JsonNode> PostAsync(string path, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (Token.Length > 0)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        using var answer = await Http.SendAsync(request);
        return JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync())!;
    }
}
