using Rollcall.Apps.Meets.Sheet;

namespace Rollcall.Tests.Support.Scoring;

/// <summary>Something that can go wrong in a results file, and the finding it must lead to.</summary>
/// <param name="Name">In the words of whoever did it.</param>
/// <param name="Code">The rule it breaks.</param>
/// <param name="Column">Where the finding stands, <c>*</c> for the unit; or null.</param>
/// <param name="Do">Spoils a file; answers the line of the finding.</param>
/// <param name="Spreads">Whether other lines are wrong because of it.</param>
internal sealed record SeededFault(string Name, string Code, string? Column, Func<OplDraft, int> Do, bool Spreads = false)
{
    public static IReadOnlyList<SeededFault> All { get; } =
    [
        new("another format", "STRUCTURE", null, draft => draft.Line(1, was => was.Replace("v1", "v2", StringComparison.Ordinal))),
        new("a note in line 2", "STRUCTURE", null, draft => draft.Line(2, _ => "checked by Al")),
        new("names of line 3 exchanged", "STRUCTURE", null, draft => draft.Line(3, was => was.Replace("MeetState,MeetTown", "MeetTown,MeetState", StringComparison.Ordinal))),
        new("a comma in the meet's name", "STRUCTURE", null, draft => draft.Line(4, was => was.Replace("Autumn ", "Autumn,", StringComparison.Ordinal)), Spreads: true),
        new("a note in line 5", "STRUCTURE", null, draft => draft.Line(5, _ => ",")),
        new("a comma in a lifter's name", "STRUCTURE", null, draft => draft.Line(draft.SomeLine(), was => was.Replace(" ", ", ", StringComparison.Ordinal))),
        new("a row cut short", "STRUCTURE", null, draft => draft.Line(draft.SomeLine(), was => was[..was.LastIndexOf(',')])),
        new("an empty row", "STRUCTURE", null, draft => draft.Line(draft.SomeLine(), _ => "")),
        new("the last line not ended", "STRUCTURE", null, draft => draft.CutEnd()),
        new("a column twice", "STRUCTURE", "Squat1*", draft => draft.Rename("Squat2" + draft.Unit, "Squat1" + draft.Unit), Spreads: true),
        new("a word for a weight", "STRUCTURE", "Squat3*", draft => draft.Put(draft.SomeLine(), "Squat3" + draft.Unit, "pass")),
        new("a weight with a comma's point", "STRUCTURE", null, draft => draft.Line(draft.SomeLine(), was => was + ",5")),
        new("no places", "COLUMN_MISSING", "Place", draft => draft.Rename("Place", "Rank"), Spreads: true),
        new("no names", "COLUMN_MISSING", "Name", draft => draft.Rename("Name", "Lifter"), Spreads: true),
        new("no sexes", "COLUMN_MISSING", "Sex", draft => draft.Rename("Sex", "Gender"), Spreads: true),
        new("no equipment", "COLUMN_MISSING", "Equipment", draft => draft.Rename("Equipment", "Gear"), Spreads: true),
        new("no totals", "COLUMN_MISSING", "Total*", draft => draft.Rename("Total" + draft.Unit, "Sum" + draft.Unit), Spreads: true),
        new("no events", "COLUMN_MISSING", "Event", draft => draft.Rename("Event", "Discipline"), Spreads: true),
        new("neither bodyweights nor classes", "COLUMN_MISSING", "Bodyweight*", draft =>
        {
            draft.Rename("Bodyweight" + draft.Unit, "BW");
            return draft.Rename("WeightClass" + draft.Unit, "Class");
        }, Spreads: true),
        new("a column of the federation's own", "COLUMN_UNKNOWN", "Coach", draft => draft.Rename("Team", "Coach")),
        new("accounts", "COLUMN_UNKNOWN", "Instagram", draft => draft.Rename("Team", "Instagram")),
        new("lot numbers", "COLUMN_UNKNOWN", "Lot", draft => draft.Rename("Team", "Lot")),
        new("no federation", "FEDERATION_EMPTY", "Federation", draft => draft.Put(4, "Federation", "")),
        new("no country", "COUNTRY_EMPTY", "MeetCountry", draft => draft.Put(4, "MeetCountry", "")),
        new("the date the other way round", "DATE_BAD", "Date", draft => draft.Put(4, "Date", "01/10/2025")),
        new("a day that does not exist", "DATE_BAD", "Date", draft => draft.Put(4, "Date", "'2025-02-29")),
        new("before the sport", "DATE_BAD", "Date", draft => draft.Put(4, "Date", "'1944-12-31"), Spreads: true),
        new("tomorrow", "DATE_BAD", "Date", draft => draft.Put(4, "Date", "'2026-11-22"), Spreads: true),
        new("no name of the meet", "NAME_EMPTY", "MeetName", draft => draft.Put(4, "MeetName", "")),
        new("an exclamation mark", "NAME_CHARS", "MeetName", draft => draft.Put(4, "MeetName", "Lift Off!")),
        new("the federation in the name", "NAME_HAS_FEDERATION", "MeetName", draft => draft.Put(4, "MeetName", "USPA Classic")),
        new("the year in the name", "NAME_HAS_YEAR", "MeetName", draft => draft.Put(4, "MeetName", "Classic 2025")),
        new("a postcode", "TOWN_CHARS", "MeetTown", draft => draft.Put(4, "MeetTown", "Seattle 98101")),
        new("brackets in the town", "TOWN_CHARS", "MeetTown", draft => draft.Put(4, "MeetTown", "Seattle (WA)")),
        new("a double space in the meet's name", "SPACES", "MeetName", draft => draft.Put(4, "MeetName", "Autumn  Classic")),
        new("a space after the town", "SPACES", "MeetTown", draft => draft.Put(4, "MeetTown", "Seattle ")),
        new("a double space in a lifter's name", "SPACES", "Name", draft => draft.Put(draft.SomeLine(), "Name", "Al  Bo")),
        new("a space before a lifter's name", "SPACES", "Name", draft => draft.Put(draft.SomeLine(), "Name", " Al Bo")),
        new("nobody", "LIFTER_NAME", "Name", draft => draft.Put(draft.SomeLine(), "Name", "")),
        new("a digit in a name", "LIFTER_NAME", "Name", draft => draft.Put(draft.SomeLine(), "Name", "Al B0")),
        new("a small letter", "LIFTER_NAME", "Name", draft => draft.Put(draft.SomeLine(), "Name", "Al bo")),
        new("a period at the end", "LIFTER_NAME", "Name", draft => draft.Put(draft.SomeLine(), "Name", "Al Bo Jr.")),
        new("a nickname in quotes", "LIFTER_NAME", "Name", draft => draft.Put(draft.SomeLine(), "Name", "Al 'Ox\" Bo")),
        new("a nickname in brackets", "LIFTER_NAME", "Name", draft => draft.Put(draft.SomeLine(), "Name", "Al (Ox) Bo")),
        new("three years old", "BIRTH_YEAR", "Age", draft => draft.Put(draft.SomeLine(), "Age", "3")),
        new("ninety-nine years old", "BIRTH_YEAR", "Age", draft => draft.Put(draft.SomeLine(), "Age", "99")),
        new("born this year", "BIRTH_YEAR", "BirthDate", draft => draft.Put(draft.SomeLine(), "BirthDate", "'2025-01-01")),
        new("born in another century", "BIRTH_YEAR", "BirthDate", draft => draft.Put(draft.SomeLine(), "BirthDate", "'1889-01-01")),
        new("fourteen kilograms", "BODYWEIGHT", "Bodyweight*", draft => draft.PutWeight(draft.SomeLine(), "Bodyweight", 14)),
        new("seven hundred kilograms", "BODYWEIGHT", "Bodyweight*", draft => draft.PutWeight(draft.SomeLine(), "Bodyweight", 700)),
        new("heavier than the class", "CLASS", "WeightClass*", draft => draft.PutWeight(draft.SomeLine(), "WeightClass", 44)),
        new("lighter than the open class", "CLASS", "WeightClass*", draft => draft.Put(draft.SomeLine(), "WeightClass" + draft.Unit, "400+")),
        new("a zero", "WEIGHT_ZERO", "Bench1*", draft => draft.Put(draft.SomeLine(), "Bench1" + draft.Unit, "0")),
        new("a zero in front", "WEIGHT_ZERO", "Total*", draft => Change(draft, "Total", was => "0" + was)),
        new("a digit too many", "LIFT_RANGE", "Deadlift3*", draft => draft.Put(draft.SomeLine(), "Deadlift3" + draft.Unit, "-2250")),
        new("more than anybody", "TOTAL_RANGE", "Total*", draft => draft.PutWeight(draft.SomeLine(), "Total", 3105)),
        new("disqualified with a total", "DQ_TOTAL", "Total*", draft => draft.Put(draft.SomeLine(), "Place", "DQ")),
        new("a place without a total", "DQ_TOTAL", "Total*", draft => draft.Put(draft.SomeLine(), "Total" + draft.Unit, "")),
        new("a total of another sum", "TOTAL_SUM", "Total*", draft => Weigh(draft, "Total", "Total", 2.5)),
        new("a best lift too low", "BEST3", "Best3Squat*", draft => Weigh(draft, "Best3Squat", "Best3Squat", -2.5)),
        new("a best lift that nobody made", "BEST3", "Best3Bench*", draft => Weigh(draft, "Best3Bench", "Best3Bench", 2.5)),
        new("a lighter bar", "BAR_LOWERED", "Squat2*", draft => Weigh(draft, "Squat2", "Squat1", -5)),
        new("the same again after a good lift", "GOOD_REPEATED", "Bench2*", draft => Weigh(draft, "Bench2", "Bench1", 0)),
        new("a squat in a bench meet", "LIFT_NOT_IN_EVENT", "Squat1*", draft => draft.PutWeight(draft.BenchOnlyLine(), "Squat1", 100)),
        new("an attempt nobody judged", "ATTEMPT_OPEN", "Deadlift3*", LeaveOpen),
        new("a quarrel nobody settled", "CONFLICTS_OPEN", null, draft => Around(draft, draft.Circumstances with { OpenConflicts = 2 }, 1)),
        new("a desk without its cable", "PENDING_DESK", null, draft => Around(draft, draft.Circumstances with { AwayDesks = ["Desk 2"] }, 1)),
        new("another copy in the hall", "CSV_DIFFERS", null, draft =>
        {
            var (ours, line) = (draft.Text, draft.SomeLine());
            var lines = ours.Split('\n');
            lines[line - 1] += "x";
            return Around(draft, draft.Circumstances with { ClientCsv = string.Join('\n', lines) }, line);
        }),
    ];

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static int Change(OplDraft draft, string column, Func<string, string> change)
    {
        var line = draft.SomeLine();
        return draft.Put(line, column + draft.Unit, change(draft.Cell(line, column + draft.Unit)));
    }

    private static int Weigh(OplDraft draft, string column, string like, double more)
    {
        var line = draft.SomeLine();
        return draft.PutWeight(line, column, draft.Weight(line, like) + more);
    }

    private static int Around(OplDraft draft, Rollcall.Apps.Meets.Opl.OplCircumstances circumstances, int line)
    {
        draft.Circumstances = circumstances;
        return line;
    }

    private static int LeaveOpen(OplDraft draft)
    {
        var line = draft.SomeLine();
        var lifter = draft.Circumstances.Sheet.Lifters.Values.First(one => one.Name == draft.Cell(line, "Name"));
        draft.Made.Set($"registration.entries[{lifter.Id}].deadliftStatus[2]", "0");
        // Of two with one name the first row is named.
        var first = Enumerable.Range(7, line - 6).First(one => draft.Cell(one, "Name") == lifter.Name);
        return Around(draft, draft.Circumstances with { Sheet = MeetSheet.Of(draft.Made.Content) }, first);
    }
}
