using System.Text.Json.Nodes;
using Rollcall.Bench.Meets;

namespace Rollcall.Bench.Servers;

/// <summary>The whole of Rollcall with one meet: a desk in this process writes the updates, so what is measured is everything from its message over the
/// decision and the disk to the readers.</summary>
internal sealed class MeetBroadcast : IBroadcastServer
{
    private readonly string _folder;
    private readonly Rollcall.Server.Hosting.RollcallServer _server;
    private readonly Writer _desk;

    private MeetBroadcast(string folder, Rollcall.Server.Hosting.RollcallServer server, Writer desk) => (_folder, _server, _desk) = (folder, server, desk);

    public int Port => _server.BaseAddress.Port;

    public string? Hello { get; private init; }

    /// <summary>Starts it; its readers join with the password, or only look if <paramref name="viewers"/>.</summary>
    public static async Task<MeetBroadcast> StartAsync(bool viewers)
    {
        var folder = Directory.CreateTempSubdirectory("rollcall-bench-").FullName;
        var server = await MeetServer.StartAsync(folder);
        var desk = new Writer();
        await desk.EnterAsync(server.BaseAddress.Port, null);
        JsonObject join = new() { ["meetId"] = desk.MeetId };
        if (viewers)
            join["viewToken"] = desk.ViewToken;
        else
            (join["password"], join["readOnly"]) = (Writer.Password, true);
        return new(folder, server, desk) { Hello = new JsonObject { ["type"] = "JoinMeet", ["payload"] = join }.ToJsonString() };
    }

    public Task BroadcastAsync(int updates) => _desk.WriteNotesAsync(updates, Update.Size);

    public async ValueTask DisposeAsync()
    {
        _desk.Dispose();
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
