using Rollcall.Core.Connections;

namespace Rollcall.Core.Channels;

/// <summary>The members of a channel by what they hear: an audience is those that hear the same bytes, so a message is put into bytes once per
/// audience, never once per member. Owned by the loop of the channel.</summary>
/// <typeparam name="TDialect">What tells two audiences apart, such as a spelling.</typeparam>
public sealed class Audiences<TDialect>
    where TDialect : notnull
{
    private readonly Dictionary<TDialect, HashSet<Outbox>> audiences = [];

    /// <summary>Puts a connection into an audience, out of the one it was in.</summary>
    public void Place(Outbox outbox, TDialect dialect)
    {
        Remove(outbox);
        if (!audiences.TryGetValue(dialect, out var audience))
            audiences[dialect] = audience = [];
        audience.Add(outbox);
    }

    /// <summary>Takes a connection out.</summary>
    public void Remove(Outbox outbox)
    {
        foreach (var audience in audiences.Values)
            audience.Remove(outbox);
    }

    /// <summary>Speaks to everybody but <paramref name="except"/>.</summary>
    public void Speak(Func<TDialect, SharedFrame> inDialect, Outbox? except = null)
    {
        foreach (var (dialect, audience) in audiences)
        {
            if (audience.Count == 0)
                continue;
            var frame = inDialect(dialect);
            foreach (var outbox in audience)
            {
                if (!ReferenceEquals(outbox, except))
                    outbox.Post(frame);
            }
        }
    }
}
