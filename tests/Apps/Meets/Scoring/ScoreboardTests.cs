using Rollcall.Apps.Meets.Lifting;
using Rollcall.Apps.Meets.Results;
using Rollcall.Apps.Meets.Sheet;
using Rollcall.Tests.Support.Scoring;
using Xunit;

namespace Rollcall.Tests.Apps.Meets.Scoring;

public class ScoreboardTests
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("ROLLCALL_LONG") == "1";

    // P29 and P30: what is kept up to date is what is computed anew, and what a change is said not to touch has not changed.
    [Fact]
    public void P29_P30_after_each_of_2000_actions_the_incremental_view_is_the_one_computed_from_scratch()
    {
        for (var meet = 0; meet < (Long ? 20 : 1); meet++)
        {
            var seed = Long ? meet : 20261121;
            var (random, board) = (new RandomSheet(seed, mostLifters: Long ? 40 : 10), new Scoreboard(ScoringRules.Default));
            board.Show(MeetSheet.Of(random.Content));
            var before = Views(board);
            for (var action = 0; action < 2_000; action++)
            {
                var (changed, platforms) = (random.Act(), board.Sheet.PlatformCount);
                var touched = board.Take(random.Content, changed);
                var scratch = new Scoreboard(ScoringRules.Default);
                scratch.Show(MeetSheet.Of(random.Content));
                var because = $"seed {seed}, action {action}: {string.Join(", ", changed)}";
                Assert.True(EverythingShown.Of(scratch) == EverythingShown.Of(board), because);
                var after = Views(board);
                // A platform that the meet does not have is shown to nobody.
                platforms = Math.Max(platforms, board.Sheet.PlatformCount);
                Assert.True(Enumerable.Range(0, Math.Min(after.Length, platforms)).All(at => after[at] == before[at] || touched.Contains(at + 1)), $"{because} touched only {string.Join(' ', touched)}");
                before = after;
            }
        }
    }

    [Fact]
    public void P29_an_attempt_works_out_anew_the_categories_it_is_in_and_no_other()
    {
        var made = SmallMeet.Make();
        var board = SmallMeet.Board(made);
        var before = board.Categories();
        board.Take(made.Content, [made.Set("registration.entries[1].benchStatus[2]", "-1")]);
        var kept = board.Categories().Intersect(before, EqualityComparer<Category>.Create(ReferenceEquals, category => category.Key.GetHashCode())).ToList();
        Assert.Equal(before.Where(category => category.Final.All(placed => placed.Score.Lifter.Id != 1)), kept);
        Assert.Equal(3, kept.Count);
    }

    [Fact]
    public void Lots_that_contradict_themselves_still_give_one_order()
    {
        // A before B by lot, B before C and C before A by bodyweight.
        Lifter[] three = [Of(1, lot: 1, bodyweight: 80), Of(2, lot: 2, bodyweight: 60), Of(3, lot: 0, bodyweight: 70)];
        var order = LiftingOrder.Of(three, PlatformAt.Start, ScoringRules.Default);
        Assert.Equal(order.Rows, LiftingOrder.Of(three, PlatformAt.Start, ScoringRules.Default).Rows);
        Assert.Equal(3, order.Rows.Distinct().Count());

        static Lifter Of(long id, int lot, double bodyweight) =>
            new Lifter { Id = id, Row = id, Lot = lot, BodyweightKg = bodyweight, Events = ["SBD"] }.With(Lift.Squat, [new(100, 0), default, default, default, default]);
    }

    [Fact]
    public void P30_equal_totals_in_pounds_are_equal_although_their_kilograms_are_not()
    {
        Assert.NotEqual(100.1 + 200.2, 300.3);
        var made = SmallMeet.Make().Meet("""{"inKg":false}""")
            .Lifter(7, $$"""{"name":"Heavy","sex":"M","bodyweightKg":80,"events":["SB"],{{SheetMaker.Lifts("squat", 100.1, 0, 0)}},{{SheetMaker.Lifts("bench", 200.2, 0, 0)}}}""")
            .Lifter(8, $$"""{"name":"Light","sex":"M","bodyweightKg":79,"events":["SB"],{{SheetMaker.Lifts("squat", 150.1, 0, 0)}},{{SheetMaker.Lifts("bench", 150.2, 0, 0)}}}""");
        var category = SmallMeet.Board(made).Categories().Single(one => one.Key.Contested == "SB");
        Assert.Equal([8, 7], category.Final.Select(placed => placed.Score.Lifter.Id));
    }

    private static string[] Views(Scoreboard board) => [.. Enumerable.Range(1, 3).Select(platform => EverythingShown.View(board, platform))];
}
