using System.Collections.Immutable;
using Rollcall.Apps.Meets.Lifting;
using Rollcall.Apps.Meets.Sheet;

namespace Rollcall.Apps.Meets.Results;

/// <summary>Everything that is computed from a meet's content, kept up to date change by change: a change works out anew the lifter it is about and the
/// categories, rankings and groups that lifter is or was in, each once and only when it is asked for.</summary>
/// <remarks>Owned by one loop, that of the meet. What it hands out is immutable and may be read anywhere.</remarks>
public sealed class Scoreboard(ScoringRules rules)
{
    private readonly Dictionary<long, ImmutableArray<Score>> scores = [];
    private readonly Sorted<CategoryKey, Score, Category> categories = new((key, members) =>
        new(key, new Placing(rules, projected: false).Place(members), new Placing(rules, projected: true).Place(members)));

    private readonly Sorted<RankingKey, Score, Ranking> rankings = new((key, members) => new(key, PointsRanking.Rank(members, rules)));
    private readonly Sorted<Group, Lifter, ImmutableArray<Lifter>> groups = new((_, members) => [.. members]);

    /// <summary>The rules it computes by.</summary>
    public ScoringRules Rules => rules;

    /// <summary>What it was computed from.</summary>
    public MeetSheet Sheet { get; private set; } = MeetSheet.Empty;

    /// <summary>Starts over with a sheet.</summary>
    public void Show(MeetSheet sheet)
    {
        Sheet = sheet;
        scores.Clear();
        categories.Clear();
        rankings.Clear();
        groups.Clear();
        foreach (var lifter in sheet.Lifters.Values)
            Add(lifter);
    }

    /// <summary>Takes in that a content changed at some keys; says which platforms' views that may have altered.</summary>
    public ImmutableSortedSet<int> Take(Content content, IReadOnlyCollection<MeetKey> changed)
    {
        var touched = ImmutableSortedSet.CreateBuilder<int>();
        var (before, everything) = (Sheet, false);
        var next = before;
        // A lifter of whom ten fields changed is read once.
        foreach (var key in changed.DistinctBy(key => key.OfEntry ? key.WholeEntry.Text : key.Text))
        {
            next = next.With(content, key);
            everything |= key.Shape == KeyShape.MeetField;
            if (key.Platform > 0)
                touched.Add(key.Platform);
        }

        if (everything)
        {
            Show(next);
            return [.. Enumerable.Range(1, Math.Max(before.PlatformCount, next.PlatformCount))];
        }

        Sheet = next;
        foreach (var id in changed.Where(key => key.OfEntry).Select(key => key.EntryId).Distinct())
        {
            if (before.Lifters.TryGetValue(id, out var old))
                Remove(old, touched);
            if (next.Lifters.TryGetValue(id, out var now))
            {
                Add(now);
                Touch(now, touched);
            }
        }

        return touched.ToImmutable();
    }

    /// <summary>All categories in the order results are written.</summary>
    public ImmutableArray<Category> Categories() =>
        StableSort.Sort(categories.All().OrderBy(one => FirstRow(one.Final)), (a, b) => CategoryKey.Compare(a.Key, b.Key, rules));

    /// <summary>All points rankings in the order results are written.</summary>
    public ImmutableArray<Ranking> Rankings() => StableSort.Sort(rankings.All().OrderBy(one => FirstRow(one.Rows)), (a, b) => CategoryKey.Compare(a.Key, b.Key));

    /// <summary>The category of a lifter in an event and a division; null if the lifter is not in it.</summary>
    public Category? CategoryOf(Lifter lifter, string contested, string division) => categories.At(CategoryKey.Of(lifter, contested, division, Sheet.Setup));

    /// <summary>The score of a lifter in an event; null if the lifter does not contest it.</summary>
    public Score? ScoreOf(Lifter lifter, string contested) =>
        scores.TryGetValue(lifter.Id, out var all) ? all.FirstOrDefault(score => score.Contested == contested) : null;

    /// <summary>The order in which the group lifts that a platform is at.</summary>
    public LiftingOrder Order(int platform) => Order(platform, Sheet.At(platform));

    /// <summary>The order in which a group lifts.</summary>
    public LiftingOrder Order(int platform, PlatformAt at)
    {
        var flight = groups.At(new(at.Day, platform, at.Flight));
        return LiftingOrder.Of(flight.IsDefault ? [] : [.. flight.Where(lifter => lifter.Contests(at.Lift))], at, rules);
    }

    private static long FirstRow(ImmutableArray<Placed> placed) => placed.Min(one => one.Score.Lifter.Row);

    private void Add(Lifter lifter)
    {
        var setup = Sheet.Setup;
        ImmutableArray<Score> all = [.. lifter.Events.Distinct().Select(contested => Score.Of(lifter, contested, setup, rules))];
        scores[lifter.Id] = all;
        groups.Add(Group.Of(lifter), lifter.Row, lifter);
        foreach (var score in all)
        {
            foreach (var key in KeysOf(score))
                categories.Add(key, lifter.Row, score);
            rankings.Add(RankingOf(score), lifter.Row, score);
        }
    }

    private void Remove(Lifter lifter, ImmutableSortedSet<int>.Builder touched)
    {
        Touch(lifter, touched);
        scores.Remove(lifter.Id, out var all);
        groups.Remove(Group.Of(lifter), lifter.Row);
        foreach (var score in all)
        {
            foreach (var key in KeysOf(score))
                categories.Remove(key, lifter.Row);
            rankings.Remove(RankingOf(score), lifter.Row);
        }
    }

    /// <summary>The platforms that show the lifter, or somebody whose place depends on the lifter.</summary>
    private void Touch(Lifter lifter, ImmutableSortedSet<int>.Builder touched)
    {
        touched.Add(lifter.Platform);
        foreach (var key in scores[lifter.Id].SelectMany(KeysOf))
            touched.UnionWith(categories.Members(key).Select(score => score.Lifter.Platform));
    }

    private IEnumerable<CategoryKey> KeysOf(Score score) =>
        score.Lifter.ResultDivisions.Distinct().Select(division => CategoryKey.Of(score.Lifter, score.Contested, division, Sheet.Setup));

    private RankingKey RankingOf(Score score) => new(score.Lifter.Sex, score.Contested, CategoryKey.Combined(score.Lifter.Equipment, Sheet.Setup));

    private readonly record struct Group(int Day, int Platform, string Flight)
    {
        public static Group Of(Lifter lifter) => new(lifter.Day, lifter.Platform, lifter.Flight);
    }
}
