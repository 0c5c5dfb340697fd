using Microsoft.Extensions.Logging.Abstractions;
using Rollcall.Apps.Rooms;
using Rollcall.Core.Channels;
using Rollcall.Core.Cluster;
using Rollcall.Core.Connections;
using Rollcall.Core.Measuring;

namespace Rollcall.Tests.Support.Rooms;

/// <summary>One room with its loop, a store in memory, a clock that stands still, and guests on lines of their own.</summary>
internal sealed class RoomStage : IAsyncDisposable
{
    private readonly Switchboard switchboard;
    private readonly Measures measures = new();
    private readonly RoomTerms terms;
    private readonly RoomKind kind = new(RoomRules.Default);
    private int connections;

    private RoomStage(RoomTerms terms)
    {
        this.terms = terms;
        switchboard = new(Clock, ConnectionObserver.None, NullLogger<Switchboard>.Instance);
    }

    public static RoomTerms Terms { get; } = new(10, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10), 200, 10_000, TimeSpan.FromSeconds(600), TimeSpan.FromSeconds(86_400),
        new(TimeSpan.FromSeconds(54), TimeSpan.FromSeconds(60), 32_768, 4_000, 16, 10, 30, ["text"]));

    public TestClock Clock { get; } = new();

    public MemoryStore Store { get; } = new();

    public Actor<Room, RoomCommand, RoomEvent, RoomAnswer> Actor { get; private set; } = null!;

    public List<string> Over { get; } = [];

    public static async Task<RoomStage> OpenAsync(RoomTerms? terms = null, RoomInfo? info = null)
    {
        var stage = new RoomStage(terms ?? Terms);
        await stage.StartAsync();
        await stage.AskAsync(new RoomCommand.Create(LivedRoom.Anna, "k3x9", info ?? LivedRoom.Info));
        return stage;
    }

    public async Task RestartAsync()
    {
        await Actor.StopAsync();
        await StartAsync();
    }

    public async Task<RoomAnswer> AskAsync(RoomCommand command)
    {
        var asking = new RoomLetter.Asking(command);
        await Actor.PostAsync(asking);
        return (await asking.Answer)!.Answer;
    }

    /// <summary>How the room is once everything that was posted has been dealt with.</summary>
    public async Task<RoomSeen> SeeAsync(long user = 0)
    {
        var looking = new RoomLetter.Looking(user);
        await Actor.PostAsync(looking);
        return (await looking.Answer)!;
    }

    /// <summary>Moves the clock, and waits until the room has done what was due.</summary>
    public async Task AdvanceAsync(TimeSpan by)
    {
        // A round's alarm is set after its answers: it stands once the next round has been answered.
        await SeeAsync();
        await SeeAsync();
        Clock.Advance(by);
        for (var again = 0; again < 3; again++)
        {
            await SeeAsync();
            await SeeAsync();
            Clock.Advance(TimeSpan.Zero);
        }

        await SeeAsync();
    }

    public async Task<(Entered? Entered, RoomMember Member)> EnterAsync(Person who, Visit? visit = null, RoomCommand.Create? make = null)
    {
        var member = new RoomMember($"c{Interlocked.Increment(ref connections)}", who, who.UserId * 10);
        var entering = new RoomLetter.Entering(member, visit ?? new(null, null, 50, null), make);
        await Actor.PostAsync(entering);
        return (await entering.Answer, member);
    }

    public async Task<Guest> JoinAsync(Person who, long? since = null, string epoch = "k3x9", int history = 0, string? replaces = null, ConnectionLimits? limits = null)
    {
        var visit = new Visit(since, since is null ? null : epoch, history, replaces);
        var (entered, member) = await EnterAsync(who, visit);
        if (entered is not Entered.In)
            throw new InvalidOperationException($"not let in: {entered}");
        return await ArriveAsync(member, visit, limits);
    }

    public async Task<Guest> ArriveAsync(RoomMember member, Visit visit, ConnectionLimits? limits = null)
    {
        var line = new FedLine();
        var connection = switchboard.Connect(line, limits ?? new ConnectionLimits());
        await new CatchUp(Actor, new(Actor, kind), Clock).ArriveAsync(member, visit, connection.Outbox);
        return new(this, member, connection.Outbox, line);
    }

    public async ValueTask DisposeAsync()
    {
        await Actor.StopAsync();
        switchboard.Dispose();
        measures.Dispose();
    }

    private async Task StartAsync()
    {
        var log = (await Store.OpenAsync(LivedRoom.Channel, create: true, CancellationToken.None))!;
        var around = new RoomSurroundings(terms, new(measures), () => 17_342, _ => { }, Over.Add);
        Actor = await Actor<Room, RoomCommand, RoomEvent, RoomAnswer>.StartAsync(kind, log, new(Clock, new OneNode(), NullLogger.Instance, RoundObserver.None),
            _ => new RoomGathering("lobby", kind, around), CancellationToken.None);
    }
}
