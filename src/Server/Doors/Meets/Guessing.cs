using Rollcall.Core.Sessions;

namespace Rollcall.Server.Doors.Meets;

/// <summary>Slows down those who try passwords or make meets without end (specification 6.5). Counts per address and meet, and per meet over all
/// addresses; then only addresses that have joined the meet before are let through to the check. Any thread.</summary>
public sealed class Guessing
{
    private const int MostKeys = 100_000;

    private readonly Throttle<(string Address, string Meet)> joins;
    private readonly Throttle<string> meets;
    private readonly Lock gate = new();
    private readonly HashSet<(string Address, string Meet)> welcome = [];

    /// <summary>Begins with a clean slate.</summary>
    public Guessing(int createsPerHour, TimeProvider time)
    {
        joins = new(ThrottleRule.Blocking(10, TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(60), TimeSpan.FromMinutes(15)), MostKeys, time);
        meets = new(ThrottleRule.Blocking(101, TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(60)), MostKeys, time);
        Creates = new(ThrottleRule.Window(createsPerHour, TimeSpan.FromHours(1)), MostKeys, time);
    }

    /// <summary>How many meets each address made.</summary>
    public Throttle<string> Creates { get; }

    /// <summary>How long an attempt has to wait; null if it may go on. A venue is one address and all its desks come back at once, so an attempt counts
    /// only when it has failed; how many are looked at together is bounded by the gate of passwords.</summary>
    public TimeSpan? RetryAfter(string address, string meet)
    {
        if (joins.RetryAfter((address, meet)) is { } wait)
            return wait;
        if (meets.RetryAfter(meet) is not { } besieged)
            return null;
        lock (gate)
            return welcome.Contains((address, meet)) ? null : besieged;
    }

    /// <summary>The password, or the meet id, was wrong.</summary>
    public void Fail(string address, string meet)
    {
        joins.Fail((address, meet));
        meets.Fail(meet);
    }

    /// <summary>The password was right.</summary>
    public void Succeed(string address, string meet)
    {
        joins.Succeed((address, meet));
        lock (gate)
        {
            if (welcome.Count >= MostKeys)
                welcome.Clear();
            welcome.Add((address, meet));
        }
    }
}
