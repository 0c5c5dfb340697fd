using Rollcall.Apps.Meets.Results;
using Rollcall.Apps.Meets.Sheet;
using Rollcall.Apps.Meets.Views;
using Rollcall.Core.Channels;

namespace Rollcall.Apps.Meets;

/// <summary>What the displays of a meet are shown: views of platforms at most so often a second, word that the standings changed, the time on event streams
/// (specification 5.3 to 5.5). Nothing is worked out while nobody looks. Owned by the meet's loop.</summary>
internal sealed class Displays(MeetId id, Roster roster, MeetSurroundings around)
{
    private const int MostUnread = 1_000;

    private static readonly TimeSpan TimeEvery = TimeSpan.FromSeconds(15);

    private readonly Scoreboard board = new(around.Rules.Scoring);
    private readonly Dictionary<int, Screen> screens = [];
    private readonly HashSet<MeetKey> unread = [];
    private readonly StandingsNews standings = new(id, roster, around.Measures);
    private readonly Audience audience = new(roster);
    private bool isAwake;
    private bool isBarred;
    private int platformCount;
    private DateTimeOffset? timeAt;

    /// <summary>When something is to be shown; null for never.</summary>
    public DateTimeOffset? WakeAt
    {
        get
        {
            audience.Refresh();
            DateTimeOffset? due = audience.IsEmpty || isBarred ? null : !isAwake || unread.Count > 0 ? DateTimeOffset.MinValue : NextShow();
            return audience.Streams ? Earlier(due, timeAt ?? DateTimeOffset.MinValue) : due;
        }
    }

    /// <summary>Takes note of what happened; it is worked out when somebody looks.</summary>
    public void Note(IReadOnlyList<Happened<MeetEvent>> events)
    {
        foreach (var one in events)
        {
            if (one.Body is MeetEvent.EpochBegan or MeetEvent.Recovered)
                (isBarred, isAwake) = (false, false);
            else if (one.Body is MeetEvent.Updated updated && isAwake)
                unread.Add(updated.Key);
        }

        audience.Refresh();
        // Where nobody looks for long, starting over is cheaper than remembering.
        if (audience.IsEmpty && unread.Count > MostUnread)
            Sleep();
    }

    /// <summary>Shows a member whatever it did not watch before.</summary>
    public void Begin(MeetMember member, Watch before, Meet state, DateTimeOffset now)
    {
        audience.Refresh();
        if (!CatchUp(state))
            return;
        foreach (var platform in Platforms(member.Watch).Where(platform => !before.Shows(platform)))
        {
            var screen = At(platform);
            member.Outbox.PostLatest(screen, Look(screen, state, now).FrameFor(member.Spelling));
            // To whoever looks alone, nothing is owed any more.
            if (audience.Of(platform) == 1)
                (screen.IsOwed, screen.ShownAt) = (false, now);
        }

        if (member.Watch.Standings && !before.Standings)
            standings.TellTo(member, state, now);
    }

    /// <summary>How many platforms there are; null where nothing may be shown.</summary>
    public int? PlatformsOf(Meet state) => CatchUp(state) ? platformCount : null;

    /// <summary>The view of a platform; null if there is no such platform.</summary>
    public ShownPlatform? Look(int platform, Meet state, DateTimeOffset now) =>
        CatchUp(state) && platform <= platformCount ? Look(At(platform), state, now) : null;

    /// <summary>The standings, as far as they are asked for.</summary>
    public ShownStandings? Look(StandingsFilter filter, Meet state, DateTimeOffset now) => CatchUp(state) ? standings.Look(board, filter, state, now) : null;

    /// <summary>Whether anything may be shown: not while lost state is being gathered.</summary>
    public static bool MayShow(Meet state) => state.Recovering is null && state.Exists && state.Auth is not null;

    /// <summary>Shows what is due.</summary>
    public void Show(Meet state, DateTimeOffset now)
    {
        audience.Refresh();
        if (!audience.Streams)
            timeAt = null;
        else if (!(timeAt > now))
        {
            if (timeAt is not null)
                roster.Speak(new MeetReply.TimeNow(now), member => member.Spelling == Spelling.Stream);
            timeAt = now + TimeEvery;
        }

        if (audience.IsEmpty || !CatchUp(state))
            return;
        foreach (var platform in Watched())
        {
            var screen = At(platform);
            if ((screen.IsStale || screen.IsOwed) && screen.ShownAt + around.Terms.ViewPause <= now)
                Show(screen, state, now);
        }

        standings.Tell(state, now);
    }

    private void Show(Screen screen, Meet state, DateTimeOffset now)
    {
        var shown = Look(screen, state, now);
        if (!screen.IsOwed)
            return;
        (screen.IsOwed, screen.ShownAt) = (false, now);
        foreach (var member in roster.Members.Where(member => member.Watch.Shows(screen.Platform)))
            member.Outbox.PostLatest(screen, shown.FrameFor(member.Spelling));
    }

    private ShownPlatform Look(Screen screen, Meet state, DateTimeOffset now)
    {
        if (screen is { IsStale: false, Shown: { } known })
            return known;
        var view = PlatformView.Of(board, screen.Platform);
        var json = PlatformViewJson.Write(view);
        around.Measures.ViewComputed();
        screen.IsStale = false;
        if (screen.Shown?.Shows(state.Epoch, json) == true)
            return screen.Shown;
        screen.IsOwed = true;
        return screen.Shown = new(new(id, screen.Platform, state.Epoch, state.Head, now, json), view);
    }

    /// <summary>Brings the results up to date; false where nothing may be shown.</summary>
    private bool CatchUp(Meet state)
    {
        isBarred = !MayShow(state);
        if (isBarred)
        {
            Sleep();
            return false;
        }

        var isNew = !isAwake || unread.Count > 0;
        if (!isAwake)
        {
            board.Show(MeetSheet.Of(state.Content));
            isAwake = true;
            standings.Changed(state);
            foreach (var screen in screens.Values)
                screen.IsStale = true;
        }
        else if (unread.Count > 0)
        {
            foreach (var platform in board.Take(state.Content, unread))
                At(platform).IsStale = true;
            if (unread.Any(key => key.OfEntry || key.Shape == KeyShape.MeetField))
                standings.Changed(state);
        }

        if (isNew)
            platformCount = board.Sheet.PlatformCount;
        unread.Clear();
        return true;
    }

    private void Sleep()
    {
        isAwake = false;
        unread.Clear();
    }

    private DateTimeOffset? NextShow()
    {
        DateTimeOffset? due = standings.WakeAt;
        foreach (var platform in Watched())
        {
            if (At(platform) is { } screen && (screen.IsStale || screen.IsOwed))
                due = Earlier(due, screen.ShownAt + around.Terms.ViewPause);
        }

        return due;
    }

    private IEnumerable<int> Watched() => Enumerable.Range(1, MeetSheet.MostPlatforms).Where(platform => audience.Of(platform) > 0 && (platform <= platformCount || audience.Names(platform)));

    private IEnumerable<int> Platforms(Watch watch) => watch.Platforms.Contains(0)
        ? Enumerable.Range(1, platformCount).Union(watch.Platforms.Where(platform => platform > 0)) : watch.Platforms.Distinct();

    private Screen At(int platform)
    {
        if (!screens.TryGetValue(platform, out var screen))
            screens[platform] = screen = new(platform);
        return screen;
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset other) => one < other ? one : other;

    /// <summary>One platform: what was worked out last, and whether somebody is owed it. It is the slot of its frames, too.</summary>
    private sealed class Screen(int platform)
    {
        public int Platform => platform;

        public ShownPlatform? Shown { get; set; }

        public bool IsStale { get; set; } = true;

        public bool IsOwed { get; set; }

        public DateTimeOffset ShownAt { get; set; } = DateTimeOffset.MinValue;
    }

    /// <summary>How many watch what; counted anew only when somebody began or ceased to.</summary>
    private sealed class Audience(Roster roster)
    {
        private readonly int[] named = new int[MeetSheet.MostPlatforms + 1];
        private long version = -1;
        private int ofAll;
        private int ofStandings;

        public bool Streams { get; private set; }

        public bool IsEmpty => ofAll == 0 && ofStandings == 0 && named.All(count => count == 0);

        public int Of(int platform) => ofAll + named[platform];

        public bool Names(int platform) => named[platform] > 0;

        public void Refresh()
        {
            if (version == roster.WatchVersion)
                return;
            version = roster.WatchVersion;
            Array.Clear(named);
            (ofAll, ofStandings, Streams) = (0, 0, false);
            foreach (var member in roster.Members)
            {
                Streams |= member.Spelling == Spelling.Stream;
                ofStandings += member.Watch.Standings ? 1 : 0;
                if (member.Watch.Platforms.Contains(0))
                    ofAll++;
                else
                {
                    foreach (var platform in member.Watch.Platforms.Distinct())
                        named[platform]++;
                }
            }
        }
    }
}
