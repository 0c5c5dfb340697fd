namespace Rollcall.Core.Channels;

/// <summary>Hears what the loops do, for metrics; called from many loops at once.</summary>
public abstract class RoundObserver
{
    /// <summary>An observer that keeps nothing.</summary>
    public static RoundObserver None { get; } = new Deaf();

    /// <summary>A round was appended (or refused).</summary>
    public virtual void Appended(ChannelName channel, int letters, int events, TimeSpan took) { }

    /// <summary>A channel came to life.</summary>
    public virtual void Opened(ChannelName channel) { }

    /// <summary>A channel's loop ended.</summary>
    public virtual void Closed(ChannelName channel) { }

    private sealed class Deaf : RoundObserver;
}
