namespace Rollcall.Apps.Meets;

/// <summary>Whether a session holds (specification 6.2). Pure.</summary>
public static class SessionRule
{
    /// <summary>The session, or the code of <c>InvalidSession</c>.</summary>
    public static (MeetSession? Session, string Code) Find(Meet meet, string sessionId, DateTimeOffset now, MeetRules rules) =>
        meet.Auth is null || !meet.Auth.Sessions.TryGetValue(sessionId, out var session) ? (null, "UNKNOWN")
        : session.Ended ? (null, "ENDED")
        : !Holds(session, now, rules) ? (null, "EXPIRED")
        : (session, "");

    /// <summary>Whether it is neither ended nor expired.</summary>
    public static bool Holds(MeetSession session, DateTimeOffset now, MeetRules rules) =>
        !session.Ended && session.LastUsed + TimeSpan.FromDays(rules.SessionDays) >= now;

    /// <summary>Whether a token without a record still holds: the records were lost and made anew after it was issued.</summary>
    public static bool HoldsWithoutRecord(Meet meet, string? location, bool writes, DateTimeOffset issued, DateTimeOffset now, MeetRules rules) =>
        meet.Auth is { RestoredAt: { } restored } auth && issued < restored && now - issued < TimeSpan.FromDays(rules.RecoveryTokenDays)
        && (auth.Find(location) is not null || (!writes && location is null));

    /// <summary>How many sessions are neither ended nor expired.</summary>
    public static int Count(MeetAuth auth, DateTimeOffset now, MeetRules rules) =>
        auth.Sessions.Values.Count(session => Holds(session, now, rules));

    /// <summary>Time to the hour, as it is kept.</summary>
    public static DateTimeOffset Hour(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds() / 3600 * 3600);
}
