using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Rollcall.Bench.Children;

namespace Rollcall.Bench.Devices;

/// <summary>The built server in a process of its own, as <c>./rollcall</c> starts it, and one user of it with several devices.</summary>
internal sealed class ServedDevices : IDisposable
{
    private const string Password = "Chalk-and-Ammonia-7";

    private ServedDevices(Child process, Uri address, string folder)
    {
        (Process, Folder) = (process, folder);
        Http = new HttpClient { BaseAddress = address };
    }

    /// <summary>Its process.</summary>
    public Child Process { get; }

    /// <summary>Asks it.</summary>
    public HttpClient Http { get; }

    /// <summary>Where it runs.</summary>
    public string Folder { get; }

    /// <summary>The log of the first user as a file.</summary>
    public string LogFile => Path.Combine(Folder, "data/users/1/events.log");

    /// <summary>Starts it in <paramref name="folder"/>, where its data lies; ready when this returns.</summary>
    public static async Task<ServedDevices> StartAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        var program = Path.Combine(Repository.Root, "artifacts/bin/Rollcall.Server/release/rollcall");
        var process = Child.StartIn(folder, program, [
            "--bind_addr", "127.0.0.1:0", "--metrics.bind_addr", "", "--log_level", "warning", "--accounts.open_registration", "true",
            "--accounts.log_ins_per_minute", "100000", "--accounts.failures_per_handle", "100000",
            "--devices.appends_per_second", "10000", "--devices.append_burst", "100000", "--devices.max_events", "1000000"]);
        return new(process, new Uri(await process.FindAsync("pages")), folder);
    }

    /// <summary>Registers the user on a first device, or logs them in on another; answers the token.</summary>
    public async Task<string> EnterAsync(string verb, string device)
    {
        using var answer = await PostAsync($"/v1/auth/{verb}", null, $$"""{"user_handle":"ada","password":"{{Password}}","device_uuid":"{{device}}","device_type":"web"}""");
        return (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["token"]!;
    }

    /// <summary>Appends an event as a device.</summary>
    public async Task AppendAsync(string token, string body) => (await PostAsync("/v1/sync/events", token, body)).Dispose();

    /// <summary>A device's socket that has heard <c>connected</c>.</summary>
    public async Task<ClientWebSocket> ConnectAsync(string token)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", token);
        await socket.ConnectAsync(new Uri($"ws://{Http.BaseAddress!.Authority}/v1/ws"), CancellationToken.None);
        var heard = new byte[4_096];
        await socket.ReceiveAsync(heard, CancellationToken.None);
        return socket;
    }

    /// <summary>Fetches everything after the beginning, page by page, as a device that was away; answers how many events and pages.</summary>
    public async Task<(int Events, int Pages)> CatchUpAsync(string token)
    {
        var (events, pages) = (0, 0);
        for (var (cursor, more) = (0L, true); more; pages++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/sync/events?since={cursor}");
            request.Headers.TryAddWithoutValidation("Authorization", token);
            using var answer = await Http.SendAsync(request);
            var page = JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync())!;
            events += page["events"]!.AsArray().Count;
            (cursor, more) = ((long)page["current_seq"]!, (bool)page["more"]!);
        }

        return (events, pages);
    }

    public void Dispose()
    {
        Http.Dispose();
        Process.Kill();
        Process.Dispose();
    }

    private async Task<HttpResponseMessage> PostAsync(string path, string? token, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")) };
        if (token is not null)
            request.Headers.TryAddWithoutValidation("Authorization", token);
        return (await Http.SendAsync(request)).EnsureSuccessStatusCode();
    }
}
