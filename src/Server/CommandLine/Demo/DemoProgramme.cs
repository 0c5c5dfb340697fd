using Rollcall.Server.CommandLine.Demo.Devices;
using Rollcall.Server.CommandLine.Demo.Meets;
using Rollcall.Server.CommandLine.Demo.Queue;
using Rollcall.Server.CommandLine.Demo.Rooms;

namespace Rollcall.Server.CommandLine.Demo;

/// <summary>What is played, in this order. A further application adds its stage and its phases here.</summary>
internal sealed class DemoProgramme : IAsyncDisposable
{
    private readonly MeetStage meet;
    private readonly QueueStage queue;
    private readonly DeviceStage devices;
    private readonly RoomStage rooms;

    public DemoProgramme(ThrowAwayServer server, TimeProvider time)
    {
        meet = new(server, time);
        queue = new(server);
        devices = new(server, time);
        rooms = new(server, time);
        Phases =
        [
            new CreatePhase(meet), new JoinPhase(meet), new RelayPhase(meet), new ConflictPhase(meet), new DisplaysPhase(meet),
            new OutagePhase(meet), new CrashPhase(meet), new RecoveryPhase(meet), new PublishPhase(meet),
            new CallbackPhase(queue), new CallerReturnsPhase(queue),
            new InStepPhase(devices), new HandOverPhase(devices),
            new TalkPhase(rooms), new OrderPhase(rooms), new ComeBackPhase(rooms),
        ];
    }

    /// <summary>Every phase, in order; a later one goes on where the one before ended.</summary>
    public IReadOnlyList<Phase> Phases { get; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await meet.DisposeAsync();
        await queue.DisposeAsync();
        await devices.DisposeAsync();
        await rooms.DisposeAsync();
    }
}
