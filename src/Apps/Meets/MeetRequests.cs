using System.Collections.Immutable;

namespace Rollcall.Apps.Meets;

/// <summary>How a connection spells its messages; the answers come in the same.</summary>
public enum Spelling
{
    /// <summary><c>{"type":"JoinMeet","payload":{...}}</c></summary>
    Canonical,
    /// <summary><c>{"msgType":"JOIN_MEET",...}</c></summary>
    Flat,
    /// <summary>A block of an event stream, on which nothing is ever asked: <c>event: view</c>, <c>data: {...}</c></summary>
    Stream,
}

/// <summary>What a member wants to hear of.</summary>
/// <param name="Updates">The raw updates.</param>
/// <param name="Presence">Who is there.</param>
/// <param name="Conflicts">The values that lost.</param>
/// <param name="Platforms">Platforms whose computed view is wanted: 1-20, or 0 for all.</param>
/// <param name="Standings">That the standings changed.</param>
public sealed record Watch(bool Updates, bool Presence, bool Conflicts, ImmutableArray<int> Platforms, bool Standings)
{
    /// <summary>What desks and readers hear where they say nothing.</summary>
    public static Watch OnlyUpdates { get; } = new(true, false, false, [], false);

    /// <summary>Nothing.</summary>
    public static Watch Nothing { get; } = new(false, false, false, [], false);

    /// <summary>Whether the view of a platform is wanted.</summary>
    public bool Shows(int platform) => Platforms.Contains(platform) || Platforms.Contains(0);

    /// <summary>What viewers hear where they say nothing.</summary>
    public static Watch AllPlatforms { get; } = new(false, false, false, [0], false);

    /// <summary>Without what a role may not hear.</summary>
    public Watch For(MeetRole role) => role switch
    {
        MeetRole.Viewer => this with { Updates = false, Conflicts = false },
        MeetRole.Reader => this with { Conflicts = false },
        _ => this,
    };
}

/// <summary>All that a client may say (specification 5.2). What is here is well formed; whether it is allowed is decided later.</summary>
public abstract record MeetRequest
{
    private MeetRequest() { }

    /// <summary>The canonical name of the message.</summary>
    public string Name => GetType().Name;

    /// <summary>A message that names a session (or a view token).</summary>
    public abstract record OfSession(string SessionToken) : MeetRequest;

    /// <summary>Make a meet and join it.</summary>
    public sealed record CreateMeet(string ThisLocationName, string Password, ImmutableArray<Location> Locations, long ProtocolVersion, string? CreateKey, Watch? Watch, RestoreOf? Restore) : MeetRequest;

    /// <summary>Join a meet.</summary>
    public sealed record JoinMeet(string MeetId, string? Password, string? LocationName, bool ReadOnly, string? ViewToken, string? PreviousSessionToken, Watch? Watch, long ProtocolVersion) : MeetRequest;

    /// <summary>Updates, in ascending local number.</summary>
    public sealed record UpdateInit(string SessionToken, string? Epoch, ImmutableArray<ProposedUpdate> Updates) : OfSession(SessionToken);

    /// <summary>What stands above a cursor.</summary>
    public sealed record ClientPull(string SessionToken, string? Epoch, long LastServerSeq, int Limit, Watch? Watch) : OfSession(SessionToken);

    /// <summary>Close the meet, or see what closing would say.</summary>
    public sealed record PublishMeet(string SessionToken, string ReturnEmail, string? OplCsv, bool DryRun) : OfSession(SessionToken);

    /// <summary>Change locations, password, sessions, view token.</summary>
    public sealed record ManageMeet(string SessionToken, ImmutableArray<Location>? Locations, string? Password, ImmutableArray<string> EndSessions, bool EndOthers, bool NewViewToken) : OfSession(SessionToken);

    /// <summary>Deal with a conflict.</summary>
    public sealed record SettleConflict(string SessionToken, long ConflictId, bool Apply) : OfSession(SessionToken);

    /// <summary>A page of what the client holds.</summary>
    public sealed record StateRecoveryResponse(string SessionToken, string Epoch, long LastServerSeq, ImmutableArray<HeldItem> Updates, bool WellFormed, bool Done) : OfSession(SessionToken);

    /// <summary>Are you there, and what time is it?</summary>
    public sealed record Ping(string? SentAt) : MeetRequest;
}

/// <summary>Which lost meet to make again.</summary>
public sealed record RestoreOf(string MeetId, string Epoch, string? SessionToken);

/// <summary>What became of reading a message.</summary>
/// <param name="Spelling">How it was spelled; null if it carried neither <c>type</c> nor <c>msgType</c>.</param>
/// <param name="Request">What it says, or null.</param>
/// <param name="Fault">If there is no request: what to answer.</param>
public sealed record HeardMessage(Spelling? Spelling, MeetRequest? Request, MeetReply? Fault);
