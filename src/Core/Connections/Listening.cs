using Rollcall.Core.Channels;

namespace Rollcall.Core.Connections;

/// <summary>A response that only speaks, such as server-sent events: the same outbox, with nothing to read.</summary>
/// <remarks>The pump owns the writing, the heartbeat's timer the <see cref="Vigil"/>.</remarks>
public sealed class Listening : IWatched
{
    private readonly Stream line;
    private readonly Switchboard switchboard;
    private readonly SharedFrame keepAlive;
    private readonly Vigil vigil;

    internal Listening(long id, Stream line, ConnectionLimits limits, SharedFrame keepAlive, Pump pump, Switchboard switchboard)
    {
        (Id, this.line, this.keepAlive, this.switchboard) = (id, line, keepAlive, switchboard);

        // A stream has no close frame: it just ends, and whoever listens comes back.
        Outbox = new Outbox(pump, line, limits.OutboxBytes, farewell: static _ => null);
        vigil = new Vigil(id, line, Outbox, limits, switchboard.Time, isOneWay: true);
    }

    /// <summary>Its number, unique in this process among connections and streams.</summary>
    public long Id { get; }

    /// <summary>What it is owed; post here from anywhere, frames made by <see cref="SharedFrame.Raw"/>.</summary>
    public Outbox Outbox { get; }

    /// <inheritdoc/>
    int IWatched.Place { get; set; }

    /// <summary>Speaks until it is closed and has said all it owes, or until the listener is gone; then nothing touches the line any more.</summary>
    /// <param name="gone">Fires when the listener has hung up.</param>
    public async Task<Ending> RunAsync(CancellationToken gone)
    {
        switchboard.Log.ConnectionOpened(Id, switchboard.Application);
        switchboard.Add(this);
        await using (gone.UnsafeRegister(static outbox => ((Outbox)outbox!).Drop(), Outbox))
        {
            await Outbox.FinishedAsync();
        }

        var ending = Outbox.Closing!.AsEnding;
        switchboard.Remove(this, ending);
        switchboard.Log.ConnectionEnded(Id, switchboard.Application, ending.By, (int?)ending.Code, vigil.Age.TotalSeconds, ending.Reason);
        return ending;
    }

    /// <inheritdoc/>
    void IWatched.Tick(long now, SharedFrame ping) => vigil.Look(now, keepAlive);

    /// <inheritdoc/>
    void IWatched.Close(Closing closing) => Outbox.Close(closing, dropOwed: false);
}
