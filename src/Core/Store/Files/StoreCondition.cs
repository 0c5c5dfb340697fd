using Microsoft.Extensions.Logging;
using Rollcall.Core.Channels;

namespace Rollcall.Core.Store.Files;

/// <summary>Whether the store takes writes, and why not.</summary>
/// <remarks>Told by the disk threads, asked by anybody; the fields are single words, written whole.</remarks>
internal sealed class StoreCondition(TimeProvider time, ILogger logger)
{
    private readonly HashSet<ChannelName> distrusted = [];
    private volatile string? stopped;
    private volatile string? refused;
    private long lastFlush;

    /// <summary>Where the time comes from.</summary>
    public TimeProvider Time { get; } = time;

    /// <summary>Raised on a disk thread after each round.</summary>
    public event Action<Flushed>? Flushed;

    /// <summary>Why no write is taken until the process is started again, or null.</summary>
    public string? Stopped => stopped;

    /// <summary>Why the latest write was refused, or null if it was not.</summary>
    public string? Refused => refused;

    /// <summary>When bytes last became durable.</summary>
    public DateTimeOffset? LastFlush => Volatile.Read(ref lastFlush) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>Notes a round that is durable.</summary>
    public void Succeed(int bytes, long since)
    {
        Volatile.Write(ref lastFlush, Time.GetUtcNow().UtcTicks);
        TakeAgain();
        Flushed?.Invoke(new Flushed(bytes, Time.GetElapsedTime(since)));
    }

    /// <summary>Notes that there is room again.</summary>
    public void TakeAgain()
    {
        if (refused is null) return;
        refused = null;
        StoreMessages.WritesTakenAgain(logger);
    }

    /// <summary>Notes that a write found no room or no right; the next one may succeed.</summary>
    public void Refuse(ChannelName channel, string reason)
    {
        if (refused != reason) StoreMessages.WriteRefused(logger, channel, reason);
        refused = reason;
    }

    /// <summary>Takes no write any more: a flush failed, and after that the disk's word is worth nothing.</summary>
    public void Stop(ChannelName channel, Exception error)
    {
        if (stopped is null) StoreMessages.StoreStopped(logger, channel, error);
        stopped = "A flush to disk failed; the server takes no writes until it is started again.";
    }

    /// <summary>Notes that a log holds lines that nobody may read as true until the process is started again.</summary>
    public void Distrust(ChannelName channel)
    {
        lock (distrusted) distrusted.Add(channel);
    }

    /// <summary>Whether a log may not be opened in this process any more.</summary>
    public bool IsDistrusted(ChannelName channel)
    {
        lock (distrusted) return distrusted.Contains(channel);
    }
}
