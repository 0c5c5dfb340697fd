namespace Rollcall.Core.Channels;

/// <summary>Hears what the loops do, for metrics; called from many loops at once.</summary>
public abstract class RoundObserver
{
    /// <summary>An observer that keeps nothing.</summary>
    public static RoundObserver None { get; } = new Deaf();

    /// <summary>A round was appended (or refused).</summary>
    public abstract void Appended(ChannelName channel, int letters, int events, TimeSpan took);

    /// <summary>A channel's loop ended with an exception.</summary>
    public abstract void Failed(ChannelName channel);

    private sealed class Deaf : RoundObserver
    {
        public override void Appended(ChannelName channel, int letters, int events, TimeSpan took) { }

        public override void Failed(ChannelName channel) { }
    }
}
