using System.Globalization;
using System.Text;
using Rollcall.Apps.Meets.Results;
using Rollcall.Apps.Meets.Sheet;

namespace Rollcall.Apps.Meets.Opl;

/// <summary>The results file for OpenPowerlifting: UTF-8 without a mark, LF, no quoting (specification, appendix C). Pure: the same sheet gives the same
/// bytes.</summary>
public sealed class OplCsv(ScoringRules rules)
{
    private const string Submit = "Submit by email:,issues@openpowerlifting.org";

    /// <summary>Writes the file.</summary>
    public byte[] Write(Scoreboard board) => Encoding.UTF8.GetBytes(Text(board));

    /// <summary>The file as text.</summary>
    public string Text(Scoreboard board)
    {
        var setup = board.Sheet.Setup;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"OPL Format v1 (OpenLifter {rules.Release}),{Submit}\n\n");
        var ruleSet = RuleSet(setup);
        text.Append("Federation,Date,MeetCountry,MeetState,MeetTown,MeetName,Formula").Append(ruleSet.Length > 0 ? ",RuleSet\n" : "\n");
        text.AppendJoin(',', Cell(setup.Federation), Date(setup.Date), Cell(setup.Country), Cell(setup.State), Cell(setup.City), Cell(setup.Name), Cell(setup.Formula));
        text.Append(ruleSet.Length > 0 ? "," + ruleSet + "\n\n" : "\n\n");

        var header = OplColumns.Headers(setup.InKg ? "Kg" : "Lbs");
        var rows = board.Categories().SelectMany(category => category.Final.Select(placed => Row(category.Key, placed, setup))).ToList();
        var kept = Enumerable.Range(0, header.Length).Where(column => rows.Exists(row => row[column].Length > 0)).ToList();
        foreach (var row in rows.Prepend(header))
            text.AppendJoin(',', kept.Select(column => row[column])).Append('\n');
        // OpenLifter 1.4 writes a row of nothing where there is none.
        return (rows.Count == 0 && rules.OpenLifterQuirks ? text.Append('\n') : text).ToString();
    }

    private string[] Row(CategoryKey key, Placed placed, MeetSetup setup)
    {
        var (score, lifter) = (placed.Score, placed.Score.Lifter);
        var row = new List<string>(OplColumns.Count)
        {
            Place(placed),
            Cell(lifter.Name),
            Cell(lifter.Instagram),
            Cell(lifter.Sex),
            Date(lifter.BirthDate),
            Ages.Of(lifter, setup, rules) is { } age ? Weight.Number(age) : "",
            Cell(lifter.Country),
            Cell(lifter.State),
            Cell(lifter.Equipment),
            Cell(key.Division),
            lifter.Lot == 0 ? "" : lifter.Lot.ToString(CultureInfo.InvariantCulture),
            WeightOrEmpty(lifter.BodyweightKg, setup),
            key.Class.Text(setup.InKg, rules),
        };
        foreach (var lift in Lifts.All)
        {
            var contests = Lifts.Contains(score.Contested, lift);
            row.AddRange(lifter.At(lift).Select(attempt => contests ? AttemptText(attempt, setup) : ""));
            row.Add(contests ? WeightOrEmpty(Totals.BestKg(lifter, lift), setup) : "");
        }

        row.Add(WeightOrEmpty(score.TotalKg, setup));
        row.Add(score.Points is null or 0 ? "" : Weight.TwoDecimals(score.Points.Value).ToString("F2", CultureInfo.InvariantCulture));
        row.Add(Cell(score.Contested));
        row.Add(Cell(lifter.Team));
        return [.. row];
    }

    private static string Place(Placed placed) =>
        !Totals.Showed(placed.Score.Lifter) ? "NS"
        : placed.Score.Lifter.Guest ? "G"
        : placed.Place is { } place ? place.ToString(CultureInfo.InvariantCulture)
        : "DQ";

    private string AttemptText(Attempt attempt, MeetSetup setup) => attempt switch
    {
        { Status: 0 } => "",
        { IsSet: false, Status: -1 } when rules.OpenLifterQuirks => "-0",
        _ => WeightOrEmpty(attempt.WeightKg * attempt.Status, setup),
    };

    private static string WeightOrEmpty(double kilos, MeetSetup setup) => kilos == 0 ? "" : Weight.Text(kilos, setup.InKg);

    private string RuleSet(MeetSetup setup)
    {
        const string wraps = "CombineSleevesAndWraps", plies = "CombineSingleAndMulti";
        // OpenLifter 1.4 looks at the first flag only, and then names both.
        if (rules.OpenLifterQuirks)
            return setup.CombineSleevesAndWraps ? wraps + " " + plies : "";
        return string.Join(' ', new[] { setup.CombineSleevesAndWraps ? wraps : "", setup.CombineSingleAndMulti ? plies : "" }.Where(flag => flag.Length > 0));
    }

    // With an apostrophe, so that a spreadsheet leaves it as it is.
    private string Date(string date) => date.Length == 0 ? "" : "'" + Cell(date);

    private string Cell(string text) => OplText.Cell(text, rules.OpenLifterQuirks);
}
