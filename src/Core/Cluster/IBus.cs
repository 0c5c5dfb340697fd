using Rollcall.Core.Channels;

namespace Rollcall.Core.Cluster;

/// <summary>What nodes tell each other: only hints. Order and safety come from the store; a lost hint delays, it never loses.</summary>
public interface IBus
{
    /// <summary>Tells the other nodes that a channel's log now ends at <paramref name="head"/>.</summary>
    void Moved(ChannelName channel, long head);

    /// <summary>Asks to be told when another node moves a channel; ends when the answer is disposed.</summary>
    IDisposable Listen(ChannelName channel, Action<long> moved);
}

/// <summary>The bus of a single node: there is nobody to tell.</summary>
public sealed class OneNode : IBus, IDisposable
{
    /// <inheritdoc/>
    public void Moved(ChannelName channel, long head) { }

    /// <inheritdoc/>
    public IDisposable Listen(ChannelName channel, Action<long> moved) => this;

    /// <summary>Nothing is held.</summary>
    public void Dispose() { }
}
