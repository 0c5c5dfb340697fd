using System.Globalization;
using Rollcall.Bench.Children;
using Rollcall.Bench.Readers;

namespace Rollcall.Bench.Meets;

/// <summary>The built server in a process of its own, as <c>./rollcall</c> starts it, with limits raised as far as one machine's clients need.</summary>
internal sealed class ServedMeets : IDisposable
{
    private ServedMeets(Child process, int port) => (Process, Port) = (process, port);

    /// <summary>Its process.</summary>
    public Child Process { get; }

    /// <summary>Where it listens.</summary>
    public int Port { get; }

    /// <summary>Starts it in <paramref name="folder"/>, where its data lies; ready when this returns.</summary>
    public static async Task<ServedMeets> StartAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        var program = Path.Combine(Repository.Root, "artifacts/bin/Rollcall.Server/release/rollcall");
        var process = Child.StartIn(folder, program, [
            "--bind_addr", "127.0.0.1:0", "--metrics.bind_addr", "", "--log_level", "warning",
            "--limits.connections_per_second", "100000", "--limits.connection_burst", "100000",
            "--meets.max_sessions", "20000", "--meets.max_members", "20000", "--meets.max_viewers", "20000", "--meets.max_connections_per_address", "20000",
            "--meets.messages_per_second", "10000", "--meets.message_burst", "100000", "--meets.creates_per_hour", "100000",
            "--meets.max_content_bytes", "1073741824"]);
        var pages = new Uri(await process.FindAsync("pages"));
        return new(process, pages.Port);
    }

    /// <summary>How readers of a desk's meet come.</summary>
    public ReaderScript ReadersOf(Writer desk, bool asViewers, string? watch = null) =>
        new(Port, "/ws", [Hello(desk, asViewers, watch)], Greeting: 1, Separator: null, Welcome: "{\"type\":\"MeetJoined\"");

    /// <summary>What a reader says who joins a desk's meet.</summary>
    public static string Hello(Writer desk, bool asViewer, string? watch = null) => asViewer
        ? $$$"""{"type":"JoinMeet","payload":{"meetId":"{{{desk.MeetId}}}","viewToken":"{{{desk.ViewToken}}}"{{{(watch is null ? "" : $",\"watch\":[\"{watch}\"]")}}}}}"""
        : string.Create(CultureInfo.InvariantCulture, $$$"""{"type":"JoinMeet","payload":{"meetId":"{{{desk.MeetId}}}","password":"{{{Writer.Password}}}","readOnly":true}}""");

    public void Dispose()
    {
        Process.Kill();
        Process.Dispose();
    }
}
