namespace Rollcall.Core.Channels;

/// <summary>Members grouped by identity: somebody leaves when their last connection is gone and the grace period is over.
/// Owned by the loop of the channel.</summary>
/// <typeparam name="TWho">The identity.</typeparam>
/// <param name="grace">How long somebody counts as present after the last connection ended.</param>
public sealed class Presence<TWho>(TimeSpan grace)
    where TWho : notnull
{
    private readonly Dictionary<TWho, int> connections = [];
    private readonly Dictionary<TWho, DateTimeOffset> leaving = [];
    private readonly Dictionary<TWho, DateTimeOffset> lastSeen = [];

    /// <summary>Everybody who is present, in no order.</summary>
    public IEnumerable<TWho> Present => connections.Keys.Concat(leaving.Keys.Where(who => !connections.ContainsKey(who)));

    /// <summary>When the next one leaves for good if they do not come back; null if nobody is leaving.</summary>
    public DateTimeOffset? NextDeparture => leaving.Count == 0 ? null : leaving.Values.Min() + grace;

    /// <summary>How many connections somebody has now.</summary>
    public int Connections(TWho who) => connections.GetValueOrDefault(who);

    /// <summary>When the last connection of somebody ended; null while present or never seen.</summary>
    public DateTimeOffset? LastSeen(TWho who) => lastSeen.TryGetValue(who, out var at) && !IsPresent(who) ? at : null;

    /// <summary>Whether somebody has a connection, or had one within the grace period.</summary>
    public bool IsPresent(TWho who) => connections.ContainsKey(who) || leaving.ContainsKey(who);

    /// <summary>A connection more; true if that makes them present.</summary>
    public bool Arrive(TWho who)
    {
        connections[who] = Connections(who) + 1;
        return !leaving.Remove(who) && connections[who] == 1;
    }

    /// <summary>A connection less.</summary>
    public void Depart(TWho who, DateTimeOffset now)
    {
        if (Connections(who) > 1)
        {
            connections[who]--;
            return;
        }

        connections.Remove(who);
        leaving[who] = now;
        lastSeen[who] = now;
    }

    /// <summary>Lets those go whose grace period is over; true if there was one.</summary>
    public bool Settle(DateTimeOffset now)
    {
        var gone = leaving.Where(one => one.Value + grace <= now).Select(one => one.Key).ToList();
        gone.ForEach(who => leaving.Remove(who));
        return gone.Count > 0;
    }
}
