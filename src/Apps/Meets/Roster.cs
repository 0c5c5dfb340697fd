using System.Collections.Immutable;
using Rollcall.Core.Channels;
using Rollcall.Core.Connections;

namespace Rollcall.Apps.Meets;

/// <summary>Who is in a meet just now: members, those that hear updates, and the locations that are live. Owned by the meet's loop.</summary>
internal sealed class Roster(MeetTerms terms)
{
    private const int Spellings = 3;

    private static readonly TimeSpan PresencePause = TimeSpan.FromSeconds(1);

    private readonly HashSet<MeetMember> members = [];
    private readonly Dictionary<string, MeetMember> bySession = new(StringComparer.Ordinal);
    private readonly Audiences<Spelling> live = new();
    private readonly Presence<string> locations = new(terms.PresenceGrace);
    // Who is there counts up with each change; it was looked through for whom to tell up to the version told.
    private long version = 1;
    private long told;
    private DateTimeOffset? tellAt;
    private DateTimeOffset latest;

    /// <summary>Counts up whenever somebody begins or ceases to hear something.</summary>
    public long WatchVersion { get; private set; }

    /// <summary>Everybody who is attached.</summary>
    public IReadOnlyCollection<MeetMember> Members => members;

    /// <summary>Connections with a session.</summary>
    public int Sessions => bySession.Count;

    /// <summary>Displays.</summary>
    public int Viewers => members.Count - bySession.Count;

    /// <summary>When the roster has something to do by itself; null for never.</summary>
    public DateTimeOffset? WakeAt
    {
        get
        {
            var departure = locations.NextDeparture;
            return tellAt is null || departure < tellAt ? departure : tellAt;
        }
    }

    /// <summary>Ties a connection to a session; the session's older connection, or the author's, is closed with 4505.</summary>
    public void Attach(MeetMember member, MeetSession session, MeetClaims.OfSession claims, string token)
    {
        if (member.Session?.Id == session.Id)
            return;
        foreach (var older in members.Where(one => one != member && one.Session is { } other && (other.Id == session.Id || other.AuthorId == session.AuthorId)).ToList())
        {
            Remove(older, null);
            older.Outbox.Close(CloseCode.Replaced, "another connection took over this session");
        }

        Remove(member, null);
        member.AttachSession(session, claims, token);
        members.Add(member);
        bySession[session.Id] = member;
        if (session.Writes && session.LocationName is { } location)
            locations.Arrive(location);
        version++;
    }

    /// <summary>Makes a connection a display's.</summary>
    public void AttachViewer(MeetMember member, int generation, string token)
    {
        if (member.ViewGeneration == generation)
            return;
        Remove(member, null);
        member.AttachViewer(generation, token);
        members.Add(member);
        version++;
    }

    /// <summary>Takes a connection out; <paramref name="now"/> is null where another takes its place at once.</summary>
    public void Remove(MeetMember member, DateTimeOffset? now)
    {
        if (!members.Remove(member))
            return;
        WatchVersion++;
        live.Remove(member.Outbox);
        if (member.Session is { } session)
        {
            if (bySession.TryGetValue(session.Id, out var holder) && holder == member)
                bySession.Remove(session.Id);
            if (session.Writes && session.LocationName is { } location)
                locations.Depart(location, now ?? latest);
        }

        member.Detach();
        version++;
    }

    /// <summary>Puts a member where it belongs after its spelling, its watch or its pause changed.</summary>
    public void Place(MeetMember member)
    {
        if (member.HearsUpdates)
            live.Place(member.Outbox, member.Spelling);
        else
            live.Remove(member.Outbox);
    }

    /// <summary>From now on the member hears everything as it has just spelled itself.</summary>
    public void Spell(MeetMember member, Spelling spelling)
    {
        member.Spelling = spelling;
        Place(member);
    }

    /// <summary>From now on everybody has to pull before they hear updates again.</summary>
    public void PauseAll()
    {
        foreach (var member in members)
        {
            member.Paused = true;
            live.Remove(member.Outbox);
        }
    }

    /// <summary>Speaks to those that hear updates.</summary>
    public void SpeakLive(MeetReply reply, MeetMember? except) =>
        live.Speak(spelling => SharedFrame.Text(MeetWire.Write(reply, spelling)), except?.Outbox);

    /// <summary>Speaks to those that <paramref name="wanted"/> picks, in each one's spelling.</summary>
    public void Speak(MeetReply reply, Func<MeetMember, bool> wanted)
    {
        var frames = new SharedFrame?[Spellings];
        foreach (var member in members)
        {
            if (wanted(member) && (frames[(int)member.Spelling] ??= MeetWire.Frame(reply, member.Spelling)) is { } frame)
                member.Outbox.Post(frame);
        }
    }

    /// <summary>Changes what a member hears.</summary>
    public void SetWatch(MeetMember member, Watch watch)
    {
        member.Watch = watch;
        WatchVersion++;
        Place(member);
    }

    /// <summary>Lets locations go whose grace is over, and tells who is there to those that watch it and do not know, each at most once a second.</summary>
    public void TellPresence(Meet meet, DateTimeOffset now)
    {
        latest = now;
        if (locations.Settle(now))
            version++;
        if (told == version && !(tellAt <= now))
            return;
        (told, tellAt) = (version, null);
        var stale = members.Where(member => member.Watch.Presence && member.PresenceTold.Version != version).ToLookup(member => member.PresenceTold.At + PresencePause <= now);
        if (stale[true].Any())
            Speak(PresenceIn(meet), stale[true].ToHashSet().Contains);
        foreach (var member in stale[true])
            member.PresenceTold = (version, now);
        if (stale[false].Any())
            tellAt = stale[false].Min(member => member.PresenceTold.At) + PresencePause;
    }

    /// <summary>Tells one who begins to watch who is there, whole.</summary>
    public void TellPresenceTo(MeetMember member, Meet meet, DateTimeOffset now)
    {
        member.PresenceTold = (version, now);
        member.Hear(PresenceIn(meet));
    }

    /// <summary>Listed locations that wrote and are not live now: their desks may hold what they have not sent.</summary>
    public ImmutableArray<string> AwayDesks(Meet meet)
    {
        var wrote = meet.Authors.Values.Where(author => author.Role is MeetRole.Writer or MeetRole.Director).Select(author => author.LocationName).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. (meet.Auth?.Locations ?? []).Select(one => one.LocationName).Where(name => wrote.Contains(name) && locations.Connections(name) == 0)];
    }

    /// <summary>Who is there.</summary>
    private MeetReply.Presence PresenceIn(Meet meet)
    {
        var present = (meet.Auth?.Locations ?? []).Select(one => new PresentLocation(one.LocationName, one.Priority,
            locations.IsPresent(one.LocationName) ? Math.Max(1, locations.Connections(one.LocationName)) : 0, locations.LastSeen(one.LocationName))).ToList();
        return new(present, bySession.Values.Count(member => !member.Session!.Writes), Viewers);
    }
}
