using System.Globalization;
using Rollcall.Apps.Meets;
using Rollcall.Apps.Meets.Files;
using Rollcall.Apps.Meets.Opl;
using Rollcall.Apps.Meets.Sheet;
using Rollcall.Tests.Support.Scoring;
using Xunit;

namespace Rollcall.Tests.Apps.Meets.Scoring;

/// <summary>OPL results files come back in: what they carry comes out the same, and what they do not say stays as it was.</summary>
public class ResultsImportTests
{
    // meets P33, for results
    [Fact]
    public void P33_results_that_go_into_an_empty_meet_come_out_byte_for_byte()
    {
        for (var seed = 0; seed < 30; seed++)
            AssertComesBack(CleanMeet.Make(seed, inKg: seed % 2 == 0), $"clean {seed}");
    }

    // meets P33, for results
    [Fact]
    public void P33_so_do_those_of_meets_in_which_anything_happened()
    {
        for (var seed = 100; seed < 140; seed++)
        {
            var random = new RandomSheet(seed);
            for (var action = 0; action < 250; action++)
                random.Act();
            // In pounds weights are printed to a hundredth, and kilograms that were not lifted as whole pounds come back a little off.
            random.Made.Set("meet.inKg", "true");
            AssertComesBack(random.Made, $"random {seed}", inOrder: false);
        }
    }

    [Fact]
    public void What_results_do_not_say_stays_and_whom_they_name_keeps_the_id()
    {
        var made = SmallMeet.Make();
        made.Set("registration.entries[2].notes", "\"left-handed\"");
        made.Set("registration.entries[2].flight", "\"C\"");
        made.Set("meet.weightClassesKgMen", "[59,75,90,100,125]");
        var results = SmallMeet.Csv.Replace("1,Cy,M,,30,Sleeves,Open,101,", "1,Cy,M,,30,Sleeves,Open,102,", StringComparison.Ordinal);
        var plan = Plan(results, made)!;
        Assert.Equal([("registration.entries[2].bodyweightKg", "102")], plan.Updates.Select(one => (one.Key.Text, one.Value!.ToString())));
        Assert.Equal((0, 0), (plan.Deleted, plan.Renumbered));
    }

    [Fact]
    public void One_person_of_different_events_in_two_divisions_is_two_entries_and_comes_back_as_that()
    {
        var made = new SheetMaker().Meet("""{"name":"Test","federation":"F","date":"2025-03-01","country":"USA","formula":"Dots","inKg":true}""")
            .Lifter(1, $$"""{"name":"Al Bo","divisions":["Open"],"events":["SBD"],"bodyweightKg":80,{{SheetMaker.Lifts("squat", 100, 110, 120)}},{{SheetMaker.Lifts("bench", 50)}},{{SheetMaker.Lifts("deadlift", 120)}}}""")
            .Lifter(2, $$"""{"name":"Al Bo","divisions":["Junior"],"events":["B"],"bodyweightKg":80,{{SheetMaker.Lifts("bench", 50)}}}""");
        AssertComesBack(made, "two entries");
    }

    [Theory]
    [InlineData("Place,Name", "Place,Lifter", "line 6, Name: ")]
    [InlineData("1,Cy,", "1,,Cy,", "line 9: ")]
    [InlineData("100+,180,", "100+,heavy,", "line 9, Squat1Kg: ")]
    public void A_file_that_cannot_be_read_to_its_end_is_not_taken_in_part(string clean, string broken, string fault) =>
        Assert.StartsWith(fault, ResultsImport.FaultOf(OplFile.Read(SmallMeet.Csv.Replace(clean, broken, StringComparison.Ordinal))), StringComparison.Ordinal);

    private static void AssertComesBack(SheetMaker made, string which, bool inOrder = true)
    {
        var csv = CleanMeet.Csv(made);
        if (!csv.Contains("\nPlace,", StringComparison.Ordinal))
            return;
        Assert.Null(ResultsImport.FaultOf(OplFile.Read(csv)));
        var copy = new SheetMaker();
        foreach (var update in Plan(csv, copy)!.Updates)
            copy.Set(update.Key.Text, update.Value!.ToString());
        var again = CleanMeet.Csv(copy);
        var inPounds = csv.Contains("Lbs,", StringComparison.Ordinal);
        // A guest who did not show up has no G that would tell, and stands among the others afterwards.
        Assert.True(!inOrder ? csv.Split('\n').Order().SequenceEqual(again.Split('\n').Order()) : inPounds ? Same(csv, again) : csv == again, $"{which}:\n{csv}\n{again}");
        Assert.Empty(OplFullness.Missing(copy.Content, MeetSheet.Of(copy.Content)));
        Assert.Empty(Plan(csv, copy)!.Updates);
    }

    /// <summary>In pounds a bodyweight is known to a hundredth of a pound only, which may move points by some hundredths.</summary>
    private static bool Same(string one, string other)
    {
        var (ours, theirs) = (OplFile.Read(one), OplFile.Read(other));
        return ours.Lines.Length == theirs.Lines.Length && ours.Lines.Take(OplFile.HeaderLine).SequenceEqual(theirs.Lines.Take(OplFile.HeaderLine))
            && ours.Rows.Zip(theirs.Rows).All(pair => ours.Columns.All(column => pair.First[column] == pair.Second[column]
                || column == "Points" && Math.Abs(double.Parse(pair.First[column], CultureInfo.InvariantCulture) - double.Parse(pair.Second[column], CultureInfo.InvariantCulture)) <= 0.05));
    }

    private static ImportPlan? Plan(string csv, SheetMaker into) =>
        new ImportedFile.Results(OplFile.Read(csv)).Plan(into.Content, replace: true, EntryIds.Of(0), MeetRules.Default.MaxKeyLength);
}
