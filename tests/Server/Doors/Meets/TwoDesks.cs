using System.Text.Json.Nodes;
using Rollcall.Tests.Support;
using static Rollcall.Tests.Server.Doors.Meets.MeetFixture;

namespace Rollcall.Tests.Server.Doors.Meets;

/// <summary>A server, the head table that has made a meet there, and Desk 2 that has joined it.</summary>
internal sealed class TwoDesks : IAsyncDisposable
{
    private TwoDesks(MeetServer server, Desk head, Desk desk) => (Server, Head, Desk) = (server, head, desk);

    public MeetServer Server { get; }

    public Desk Head { get; }

    public Desk Desk { get; }

    /// <summary>Both are in step; <paramref name="watch"/> is what the head table listens to.</summary>
    public static async Task<TwoDesks> StartAsync(JsonArray? locations = null, params string[] watch)
    {
        var server = await MeetServer.StartAsync();
        var head = await server.CreateMeetAsync(server.DeskAt("Head table", watch: watch is [] ? null : watch), locations);
        return new(server, head, await server.JoinMeetAsync(head));
    }

    public void Deconstruct(out MeetServer server, out Desk head, out Desk desk) => (server, head, desk) = (Server, Head, Desk);

    /// <summary>The server loses the meet's log, and the head table alone comes back and has it recovered.</summary>
    public async Task LoseLogAsync()
    {
        await Server.RestartAsync(() => Server.LoseLog(Head.Memory.MeetId));
        await Head.ConnectAsync();
        await Head.UntilInStepAsync();
    }

    /// <summary>Desk 2 comes back, and both hold the same.</summary>
    public async Task DeskIsBackAsync()
    {
        await Desk.ConnectAsync();
        await UntilAgreedAsync(Head, Desk);
    }

    public async ValueTask DisposeAsync()
    {
        await Desk.DisposeAsync();
        await Head.DisposeAsync();
        await Server.DisposeAsync();
    }
}
