using System.Globalization;
using Rollcall.Bench.Children;
using Rollcall.Bench.Meets;
using Rollcall.Bench.Readers;
using Rollcall.Bench.Rooms;
using Rollcall.Bench.Servers;

namespace Rollcall.Bench.Measurements;

/// <summary>A server under test in its own process, and how it is read and made to speak.</summary>
/// <param name="name">As the table has it.</param>
/// <param name="server">Its process.</param>
/// <param name="script">How readers come.</param>
/// <param name="send">Lets it broadcast so many updates.</param>
/// <param name="owned">Disposed of with it, in this order.</param>
internal sealed class Target(string name, Child server, ReaderScript script, Func<int, Task> send, params IDisposable[] owned) : IDisposable
{
    public string Name => name;

    public Child Server => server;

    public ReaderScript Script => script;

    public static Task<Target> RollcallAsync() => StartAsync("connections alone", Child.Self("serve", "rollcall"), "/");

    /// <summary>The whole built server with a meet that everybody reads; the desk that writes is in this process and not in the server's.</summary>
    public static Task<Target> MeetAsync() => StartMeetAsync("Rollcall, a meet", asViewers: false);

    /// <summary>The same with displays instead of readers.</summary>
    public static Task<Target> MeetViewersAsync() => StartMeetAsync("Rollcall, displays of a meet", asViewers: true);

    /// <summary>The whole built server with a room that everybody is in; it is not made to speak.</summary>
    public static async Task<Target> RoomAsync()
    {
        var folder = new TemporaryFolder();
        var served = await ServedRooms.StartAsync(folder.Path);
        await served.MakeAsync("hall");
        return new Target("Rollcall, a room", served.Process, served.ReadersOf("hall"), _ => Task.CompletedTask, served, folder);
    }

    public static Task<Target> BareAsync() => StartAsync("bare Socket.Send() loop", Child.Self("serve", "bare"), "/");

    public static Task<Target> SignalRAsync() =>
        StartAsync("ASP.NET Core SignalR", Child.Self("serve", "signalr"), "/hub", hello: "{\"protocol\":\"json\",\"version\":1}\u001e", separator: 0x1E);

    public static Task<Target> WsAsync() =>
        StartAsync("npm ws", Child.Start("node", Path.Combine(Repository.Root, "bench/baselines/ws/server.js"), $"{Update.Size}"), "/");

    /// <summary>Lets it broadcast so many updates.</summary>
    public Task SendAsync(int updates) => send(updates);

    public void Dispose()
    {
        foreach (var one in owned) one.Dispose();
    }

    private static async Task<Target> StartAsync(string name, Child server, string path, string? hello = null, byte? separator = null)
    {
        var port = int.Parse(await server.HearAsync("port"), CultureInfo.InvariantCulture);
        return new Target(name, server, new ReaderScript(port, path, hello is null ? [] : [hello], Greeting: hello is null ? 0 : 1, separator), SendAsync, server);

        async Task SendAsync(int updates)
        {
            await server.SayAsync($"send {updates}");
            await server.HearAsync("sent");
        }
    }

    private static async Task<Target> StartMeetAsync(string name, bool asViewers)
    {
        var folder = new TemporaryFolder();
        var served = await ServedMeets.StartAsync(folder.Path);
        var desk = new Writer();
        await desk.EnterAsync(served.Port, null);
        return new Target(name, served.Process, served.ReadersOf(desk, asViewers), updates => desk.WriteNotesAsync(updates, Update.Size), desk, served, folder);
    }
}
