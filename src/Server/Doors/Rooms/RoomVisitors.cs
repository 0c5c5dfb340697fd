using Rollcall.Server.Hosting;
using Rollcall.Server.Identity;

namespace Rollcall.Server.Doors.Rooms;

/// <summary>Finds out who wants to connect, and from which page (specification 6). Any thread.</summary>
public sealed class RoomVisitors(Identities identities, OriginRules origins, RoomTickets tickets, bool anyOriginListed, bool headerClientsWithoutOrigin)
{
    /// <summary>The subprotocol of rooms.</summary>
    public const string Subprotocol = "rollcall.rooms.v1";

    private const string Bearer = "bearer.";

    /// <summary>The subprotocols a client offers, in its order.</summary>
    public static IReadOnlyList<string> Offered(HttpRequest request) =>
        [.. request.Headers.SecWebSocketProtocol.SelectMany(line => (line ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];

    /// <summary>Whether the page that asks may, looked at before anybody is authenticated.</summary>
    public bool MayCome(HttpRequest request)
    {
        if (request.Headers.Origin.Count > 0)
            return origins.Allows(request);
        if (anyOriginListed)
            return headerClientsWithoutOrigin && request.Headers.Authorization.Count > 0;
        return !WouldUseCookie(request);
    }

    /// <summary>Who it is by the first credential that is there, or why nobody.</summary>
    public (WhoIs? Who, string? Refusal) Of(HttpRequest request, string roomId)
    {
        if (SentToken.Of(request) is { ByCookie: false })
            return Read(identities.Of(request));
        if (BearerOffered(request) is { } token)
            return identities.OfToken(token) is { } who ? (who, null) : (null, "invalid_token");
        if (request.Query["ticket"] is [{ } ticket])
            return tickets.Take(ticket, roomId) is { } taken && identities.OfSession(taken.SessionId) is { } owner ? (owner, null) : (null, "invalid_ticket");
        return Read(identities.Of(request));
    }

    private static (WhoIs? Who, string? Refusal) Read(IdentityReading reading) => reading switch
    {
        IdentityReading.Known known => (known.Who, null),
        IdentityReading.Bad => (null, "invalid_token"),
        _ => (null, "unauthenticated"),
    };

    private static bool WouldUseCookie(HttpRequest request) =>
        SentToken.Of(request) is { ByCookie: true } && BearerOffered(request) is null && request.Query["ticket"].Count == 0;

    private static string? BearerOffered(HttpRequest request) =>
        Offered(request).FirstOrDefault(one => one.StartsWith(Bearer, StringComparison.Ordinal))?[Bearer.Length..];
}
