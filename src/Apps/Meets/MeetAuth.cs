using System.Collections.Immutable;

namespace Rollcall.Apps.Meets;

/// <summary>What a session may do (specification 6.4).</summary>
public enum MeetRole
{
    /// <summary>Computed views only.</summary>
    Viewer,
    /// <summary>Raw updates, no writing.</summary>
    Reader,
    /// <summary>A desk.</summary>
    Writer,
    /// <summary>A desk that may also manage and publish.</summary>
    Director,
}

/// <summary>A desk's name with its conflict priority: the higher number wins.</summary>
/// <param name="LocationName">1-100 characters, trimmed.</param>
/// <param name="Priority">0-1000.</param>
/// <param name="Director">Whether those who join under it may manage and publish.</param>
public sealed record Location(string LocationName, int Priority, bool Director);

/// <summary>What one join gave, as it is kept: only a hash of the token's random part.</summary>
/// <param name="Id">The hash; names the session.</param>
/// <param name="AuthorId">Whose local numbers it uses.</param>
/// <param name="LocationName">Where it joined; null for a reader without a location.</param>
/// <param name="Writes">False for a reader.</param>
/// <param name="Issued">When.</param>
/// <param name="LastUsed">To the hour.</param>
/// <param name="Ended">Whether it was ended before its time.</param>
public sealed record MeetSession(string Id, string AuthorId, string? LocationName, bool Writes, DateTimeOffset Issued, DateTimeOffset LastUsed, bool Ended);

/// <summary>What is kept of a meet beside its log and never in it: <c>auth.json</c>.</summary>
/// <param name="PasswordHash">With the parameters of scrypt.</param>
/// <param name="Locations">The list, as given.</param>
/// <param name="CreatingLocation">Always a director's.</param>
/// <param name="ViewGeneration">View tokens of other generations are dead.</param>
/// <param name="Sessions">By id.</param>
/// <param name="Epoch">The current life of the log, so that it can be named when the log is lost.</param>
/// <param name="RestoredAt">Set when this was made anew: tokens issued before it hold although their records are lost.</param>
public sealed record MeetAuth(
    string PasswordHash, ImmutableArray<Location> Locations, string CreatingLocation, int ViewGeneration,
    ImmutableDictionary<string, MeetSession> Sessions, string Epoch, DateTimeOffset? RestoredAt)
{
    /// <summary>The list as members are told it: the creating location is a director's although nobody said so.</summary>
    public ImmutableArray<Location> ListedLocations => [.. Locations.Select(one => one with { Director = IsDirectors(one.LocationName) })];

    /// <summary>The highest block of entry ids ever handed out, so that none is handed out again when the log is lost; 0 where there was none.</summary>
    public long HighestBlock { get; init; }

    /// <summary>With a block handed out.</summary>
    public MeetAuth HandedOut(long? block) => block > HighestBlock ? this with { HighestBlock = block.Value } : this;

    /// <summary>The listed location of that name, without regard to case; or null.</summary>
    public Location? Find(string? name) =>
        name is null ? null : Locations.FirstOrDefault(one => string.Equals(one.LocationName, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The priority that counts: the listed one at the moment of deciding.</summary>
    public int PriorityOf(string? location) => Find(location)?.Priority ?? 0;

    /// <summary>The role of a session, by the list as it is now.</summary>
    public MeetRole RoleOf(MeetSession session) =>
        !session.Writes ? MeetRole.Reader : IsDirectors(session.LocationName) ? MeetRole.Director : MeetRole.Writer;

    /// <summary>Whether those who join there are directors.</summary>
    public bool IsDirectors(string? location) =>
        Find(location) is { } found && (found.Director || string.Equals(found.LocationName, CreatingLocation, StringComparison.OrdinalIgnoreCase));
}
