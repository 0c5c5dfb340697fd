using System.Text.Json.Nodes;
using Rollcall.Tests.Support;
using static Rollcall.Tests.Server.Doors.Meets.RecoveryWords;

namespace Rollcall.Tests.Server.Doors.Meets;

/// <summary>A meet that stood at sixty, on a server that has lost its log and started again. A held all of it; who comes back is asked once the window is over.</summary>
internal sealed class LostLog : IAsyncDisposable
{
    private readonly StandingClock clock;
    private readonly int windowS;

    private LostLog(MeetServer server, StandingClock clock, int windowS, Scene scene, List<JsonObject> items) =>
        (Server, this.clock, this.windowS, Scene, Items) = (server, clock, windowS, scene, items);

    public MeetServer Server { get; }

    public Scene Scene { get; }

    /// <summary>What A held.</summary>
    public List<JsonObject> Items { get; }

    public static async Task<LostLog> AtSixtyAsync(int windowS, int desk2)
    {
        var clock = new StandingClock();
        var server = await MeetServer.StartAsync(meets => meets with { RecoveryWindowS = windowS }, clock);
        var scene = await Scene.AtSixtyAsync(server, headTable: 10, desk2);
        var items = await HeldByAsync(scene.A);
        await server.RestartAsync(() => server.LoseLog(scene.MeetId));
        return new(server, clock, windowS, scene, items);
    }

    /// <summary>A comes back with what it holds, up to a number.</summary>
    public Task<WireClient> AComesBackAsync(int upTo) => AskAgainAsync(Server, Scene.A.Token, Scene.Epoch, upTo);

    /// <summary>B does.</summary>
    public Task<WireClient> BComesBackAsync(int upTo) => AskAgainAsync(Server, Scene.TokenB, Scene.Epoch, upTo);

    public void Pass(int seconds) => clock.Advance(TimeSpan.FromSeconds(seconds));

    public void EndWindow() => Pass(windowS);

    /// <summary>A desk's answer with some of the items.</summary>
    public void Give(WireClient desk, int upTo, IEnumerable<JsonObject> items) => desk.SayAs("StateRecoveryResponse", Page(Scene.Epoch, upTo, items));

    public async ValueTask DisposeAsync()
    {
        await Scene.DisposeAsync();
        await Server.DisposeAsync();
    }
}
