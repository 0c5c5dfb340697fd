using System.Text;
using Rollcall.Apps.Meets.Results;
using Rollcall.Apps.Meets.Views;
using Rollcall.Core.Text;

namespace Rollcall.Apps.Meets;

/// <summary>When the standings changed, whom to tell, and what GET answers. Owned by the meet's loop.</summary>
internal sealed class StandingsNews(MeetId id, Roster roster, MeetMeasures measures)
{
    // A page shows a few classes; more than this at once is a program, which pays for its own.
    private const int MostKept = 64;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Dictionary<StandingsFilter, ShownStandings> kept = [];
    private long changedAt;
    private long told;
    private DateTimeOffset toldAt = DateTimeOffset.MinValue;

    /// <summary>When somebody is to be told; null for never.</summary>
    public DateTimeOffset? WakeAt => told < changedAt && roster.Members.Any(member => member.Watch.Standings) ? toldAt + Pause : null;

    /// <summary>Something changed that standings depend on.</summary>
    public void Changed(Meet state)
    {
        changedAt = state.Head;
        kept.Clear();
    }

    /// <summary>Tells those that watch, at most once a second.</summary>
    public void Tell(Meet state, DateTimeOffset now)
    {
        if (told >= changedAt || now < toldAt + Pause)
            return;
        (told, toldAt) = (changedAt, now);
        roster.Speak(News(state), member => member.Watch.Standings);
    }

    /// <summary>Tells one who begins to watch what there is to fetch.</summary>
    public void TellTo(MeetMember member, Meet state, DateTimeOffset now)
    {
        member.Hear(News(state));
        // To whoever watches alone, nothing is owed any more.
        if (!roster.Members.Any(other => other != member && other.Watch.Standings))
            (told, toldAt) = (changedAt, now);
    }

    /// <summary>The standings, worked out once for each filter.</summary>
    public ShownStandings Look(Scoreboard board, StandingsFilter filter, Meet state, DateTimeOffset now)
    {
        if (kept.TryGetValue(filter, out var known))
            return known;
        measures.ViewComputed();
        var head = Encoding.UTF8.GetBytes($"{{\"epoch\":\"{state.Epoch}\",\"serverSeq\":{changedAt},\"serverTime\":\"{Instants.Text(now)}\",");
        // The classes and the points follow in the same object.
        var shown = new ShownStandings($"{state.Epoch}-{changedAt}", (byte[])[.. head, .. StandingsJson.Write(board, filter).AsSpan(1)]);
        if (kept.Count < MostKept)
            kept.Add(filter, shown);
        return shown;
    }

    private MeetReply.StandingsChanged News(Meet state) => new(id, state.Epoch, changedAt);
}
