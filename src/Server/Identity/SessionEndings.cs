using System.Collections.Concurrent;
using Rollcall.Apps.Accounts;

namespace Rollcall.Server.Identity;

/// <summary>Who is connected under which session, and tells them when it ends.</summary>
/// <remarks>Any thread may register; the loop of accounts tells. Nothing waits for the other: who registers looks afterwards whether the session is still open,
/// and tells itself if it is not.</remarks>
internal sealed class SessionEndings(ILogger log)
{
    private readonly ConcurrentDictionary<long, ConcurrentDictionary<Place, bool>> places = [];

    /// <summary>Whether somebody is connected under a session.</summary>
    public bool IsConnected(long sessionId) => places.TryGetValue(sessionId, out var here) && !here.IsEmpty;

    /// <summary>The sessions under which somebody is connected.</summary>
    public IEnumerable<long> Connected => places.Where(one => !one.Value.IsEmpty).Select(one => one.Key);

    /// <summary>Registers a connection; dispose of the answer when it is over.</summary>
    /// <param name="sessionId">Its session.</param>
    /// <param name="closed">Told once, with the reason, when the session ends.</param>
    /// <param name="left">Told when the connection is over.</param>
    /// <param name="isOpen">Whether the session is open at this moment; no longer so before <see cref="Tell"/> is called.</param>
    public IDisposable Add(long sessionId, Action<string> closed, Action left, Func<bool> isOpen)
    {
        var place = new Place(this, sessionId, closed, left);
        places.GetOrAdd(sessionId, _ => new()).TryAdd(place, true);
        if (!isOpen())
        {
            // The list it was put into may be one that has been told already and is known to nobody any more.
            Tell(sessionId, EndReason.Revoked);
            place.Tell(EndReason.Revoked);
        }

        return place;
    }

    /// <summary>Tells those connected under a session that it has ended; each is told once.</summary>
    public void Tell(long sessionId, string reason)
    {
        if (!places.TryRemove(sessionId, out var here))
            return;
        foreach (var place in here.Keys)
        {
            try
            {
                place.Tell(reason);
            }
            catch (Exception e)
            {
                // One connection's bug must not keep the others open, nor end the loop of accounts.
                IdentityLog.EndingFailed(log, sessionId, e);
            }
        }
    }

    private sealed class Place(SessionEndings endings, long sessionId, Action<string> closed, Action left) : IDisposable
    {
        private int told, gone;

        public void Tell(string reason)
        {
            if (Interlocked.Exchange(ref told, 1) == 0)
                closed(reason);
        }

        public void Dispose()
        {
            if (Interlocked.Exchange(ref gone, 1) != 0)
                return;
            Volatile.Write(ref told, 1);
            if (endings.places.TryGetValue(sessionId, out var here))
            {
                // The empty list of a session stays until the session ends: removing it could lose one that is just being added.
                here.TryRemove(new(this, true));
            }

            left();
        }
    }
}
