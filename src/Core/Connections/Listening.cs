using Rollcall.Core.Channels;

namespace Rollcall.Core.Connections;

/// <summary>A response that only speaks, such as server-sent events: the same outbox, with nothing to read.</summary>
/// <remarks>The pump owns the writing, the heartbeat's timer the <see cref="Vigil"/>.</remarks>
public sealed class Listening : IWatched
{
    private readonly Stream _line;
    private readonly Switchboard _switchboard;
    private readonly SharedFrame _keepAlive;
    private readonly Vigil _vigil;

    internal Listening(long id, Stream line, ConnectionLimits limits, SharedFrame keepAlive, Pump pump, Switchboard switchboard)
    {
        (Id, _line, _keepAlive, _switchboard) = (id, line, keepAlive, switchboard);

        // A stream has no close frame: it just ends, and whoever listens comes back.
        Outbox = new Outbox(pump, line, limits.OutboxBytes, farewell: static _ => null);
        _vigil = new Vigil(id, line, Outbox, limits, switchboard.Time, isOneWay: true);
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
        _switchboard.Log.ConnectionOpened(Id);
        _switchboard.Add(this);
        await using (gone.UnsafeRegister(static outbox => ((Outbox)outbox!).Drop(), Outbox))
        {
            await Outbox.FinishedAsync();
        }

        var ending = Outbox.Closing!.AsEnding;
        _switchboard.Remove(this, ending);
        _switchboard.Log.ConnectionEnded(Id, ending.By, (int?)ending.Code, _vigil.Age.TotalSeconds, ending.Reason);
        return ending;
    }

    /// <inheritdoc/>
    void IWatched.Tick(long now, SharedFrame ping) => _vigil.Look(now, _keepAlive);

    /// <inheritdoc/>
    void IWatched.Close(Closing closing) => Outbox.Close(closing, dropOwed: false);
}
