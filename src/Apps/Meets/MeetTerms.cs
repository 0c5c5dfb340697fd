namespace Rollcall.Apps.Meets;

/// <summary>The numbers by which members of a meet are treated (specification, section 8).</summary>
/// <param name="MaxMembers">Connections with a session.</param>
/// <param name="MaxViewers">Viewers.</param>
/// <param name="PageBytes">Of one page of a pull.</param>
/// <param name="RecoveryPage">Updates asked for in one page of recovery.</param>
/// <param name="RecoveryWindow">How long sessions gather before they are asked.</param>
/// <param name="RecoveryAnswer">How long one desk has for one page.</param>
/// <param name="PresenceGrace">How long a location without a connection counts as live.</param>
/// <param name="HeartbeatSeconds">Announced to clients.</param>
public sealed record MeetTerms(int MaxMembers, int MaxViewers, int PageBytes, int RecoveryPage, TimeSpan RecoveryWindow, TimeSpan RecoveryAnswer, TimeSpan PresenceGrace, int HeartbeatSeconds)
{
    /// <summary>The least time between two views of one platform.</summary>
    public TimeSpan ViewPause { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The terms that a configuration sets. A page of a pull takes at most a quarter of an outbox: a desk that has read one asks for the next before
    /// the outbox may know that the line took the first, and must not be too slow for that.</summary>
    public static MeetTerms Of(MeetSettings settings) => new(settings.MaxMembers, settings.MaxViewers, Math.Min(512 << 10, settings.OutboxBytes / 4), 500,
        TimeSpan.FromSeconds(settings.RecoveryWindowS), TimeSpan.FromSeconds(settings.RecoveryAnswerS), TimeSpan.FromSeconds(settings.PresenceGraceS), settings.HeartbeatS)
    {
        ViewPause = TimeSpan.FromSeconds(1) / settings.ViewsPerSecond,
    };
}
