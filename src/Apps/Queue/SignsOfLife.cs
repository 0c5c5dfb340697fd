namespace Rollcall.Apps.Queue;

/// <summary>Signals that come by the clock: keepalives, and what wall screens show. Owned by the loop of the queue.</summary>
internal sealed class SignsOfLife(IReadOnlyCollection<QueueMember> members, TimeSpan heartbeat)
{
    /// <summary>An event stream hears something at least this often.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(25);

    /// <summary>A wall screen is told of changes at most this often.</summary>
    private static readonly TimeSpan BetweenDisplays = TimeSpan.FromMilliseconds(500);

    /// <summary>All members are looked at at most this often.</summary>
    private static readonly TimeSpan BetweenRounds = TimeSpan.FromSeconds(1);

    /// <summary>Only the newest picture is wanted.</summary>
    private readonly object screen = new();

    // Not after the first sign that is due; may be before it, as whoever hears something else is due later.
    private DateTimeOffset? roundAt;
    private DateTimeOffset? displayAt;
    private DateTimeOffset displayedAt = DateTimeOffset.MinValue;

    /// <summary>When something is due; null for never.</summary>
    public DateTimeOffset? WakeAt => displayAt is { } display && !(roundAt < display) ? display : roundAt;

    /// <summary>A member has come, or listens to something else.</summary>
    public void Expect(QueueMember member, DateTimeOffset now)
    {
        if (member.Dialect == QueueDialect.Frame)
            member.KeepaliveAt = now + heartbeat;
        if (DueAt(member) is { } due && !(roundAt < due))
            roundAt = due;
    }

    /// <summary>Something happened that wall screens show.</summary>
    public void Changed(QueueState queue, DateTimeOffset now)
    {
        if (!members.Any(one => one.Dialect == QueueDialect.Display))
            return;
        if (now - displayedAt >= BetweenDisplays)
            Display(queue, now);
        else
            displayAt ??= displayedAt + BetweenDisplays;
    }

    /// <summary>Gives the signs that are due.</summary>
    public void Tick(QueueState queue, DateTimeOffset now)
    {
        if (displayAt <= now)
            Display(queue, now);
        if (!(roundAt <= now))
            return;
        DateTimeOffset? next = null;
        foreach (var member in members)
        {
            if (DueAt(member) <= now)
                Give(member, queue, now);
            if (DueAt(member) is { } due && !(next < due))
                next = due;
        }

        roundAt = next is { } at && at < now + BetweenRounds ? now + BetweenRounds : next;
    }

    private static DateTimeOffset? DueAt(QueueMember member) =>
        member.Dialect != QueueDialect.Frame ? member.LastHeard + Silence
        : member.Topics.HasFlag(QueueTopics.Keepalive) ? member.KeepaliveAt
        : null;

    private void Give(QueueMember member, QueueState queue, DateTimeOffset now)
    {
        switch (member.Dialect)
        {
            case QueueDialect.Frame:
                member.KeepaliveAt = now + heartbeat;
                member.Hear(QueueWire.Signal("keepalive", json =>
                {
                    json.WriteStartObject();
                    json.WriteEndObject();
                }, now), now);
                break;
            case QueueDialect.Stream:
                member.Hear(QueueWire.StreamKeepalive(), now);
                break;
            default:
                member.HearLatest(screen, QueueWire.Display(queue, now), now);
                break;
        }
    }

    private void Display(QueueState queue, DateTimeOffset now)
    {
        (displayAt, displayedAt) = (null, now);
        var frame = QueueWire.Display(queue, now);
        foreach (var member in members.Where(one => one.Dialect == QueueDialect.Display))
            member.HearLatest(screen, frame, now);
    }
}
