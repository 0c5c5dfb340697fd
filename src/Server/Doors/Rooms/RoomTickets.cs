using System.Collections.Concurrent;
using Rollcall.Core.Sessions;

namespace Rollcall.Server.Doors.Rooms;

/// <summary>A right to connect once, for browsers that can send neither header nor cookie.</summary>
/// <param name="SessionId">The session that asked for it.</param>
/// <param name="RoomId">Where it is for one room only; else null.</param>
public sealed record RoomTicket(long SessionId, string? RoomId, DateTimeOffset ExpiresAt);

/// <summary>Tickets nobody has presented yet, kept by their hash. Any thread.</summary>
public sealed class RoomTickets(TimeProvider time)
{
    /// <summary>How long one holds.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, RoomTicket> open = new(StringComparer.Ordinal);

    /// <summary>Keeps one; answers when it ends.</summary>
    public DateTimeOffset Keep(string text, long sessionId, string? roomId)
    {
        var now = time.GetUtcNow();
        foreach (var (hash, old) in open)
        {
            if (old.ExpiresAt <= now)
                open.TryRemove(hash, out _);
        }

        open[TokenHash.Of(text).Text] = new(sessionId, roomId, now + Lasts);
        return now + Lasts;
    }

    /// <summary>Takes one: whoever comes first, once, whatever becomes of it. Null where it does not hold.</summary>
    public RoomTicket? Take(string text, string roomId) =>
        open.TryRemove(TokenHash.Of(text).Text, out var ticket) && ticket.ExpiresAt > time.GetUtcNow() && (ticket.RoomId ?? roomId) == roomId ? ticket : null;
}
