using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Rollcall.Apps.Meets.Opl;
using Rollcall.Apps.Meets.Sheet;

namespace Rollcall.Apps.Meets.Files;

/// <summary>One lifter of a results file: the rows of all divisions and events that are about the same person and do not contradict one another.</summary>
internal sealed class ResultsLifter
{
    private static readonly ImmutableArray<string> Columns = ["Name", "Sex", "BirthDate", "Age", "Country", "State", "Equipment", "Lot", "Team", "Instagram"];

    private readonly OplRow first;
    private readonly List<string> events = [];
    private readonly Dictionary<Lift, ImmutableArray<Attempt>> attempts = [];

    private ResultsLifter(OplRow first, ImmutableArray<string> divisions) => (this.first, Divisions) = (first, divisions);

    public string Sex => first["Sex"];

    /// <summary>Every event was lifted in each of them; empty where the file names none.</summary>
    public ImmutableArray<string> Divisions { get; }

    public double BodyweightKg => Kilos("Bodyweight");

    /// <summary>The limit of the weight class as it is printed; 0 for none.</summary>
    public double ClassLimitKg => OplRow.Number(first[first.Weighed("WeightClass")].TrimEnd('+')) is { } limit ? Weight.InKilos(limit, !first.File.InPounds) : 0;

    public bool IsAboveClass => first[first.Weighed("WeightClass")].EndsWith('+');

    /// <summary>Whether a total is less than its lifts.</summary>
    public bool WasRoundedDown { get; private set; }

    /// <summary>All lifters of a file, in the order in which it names them.</summary>
    public static IReadOnlyList<ResultsLifter> In(OplFile file)
    {
        var lifters = new List<ResultsLifter>();
        var twins = new Dictionary<(string, string, string, string), int>();
        // One event of one lifter: a row for each division. Two rows that say the same are two lifters of whom nothing else is known.
        foreach (var contested in file.Rows.ToList().GroupBy(row => (Who(row), row["Event"], Lifted(row), Number(row))))
        {
            var divisions = contested.Select(row => row["Division"]).Where(one => one.Length > 0).Distinct().Order(StringComparer.Ordinal).ToImmutableArray();
            var row = contested.First();
            var lifter = lifters.Find(one => Who(one.first) == Who(row) && one.Divisions.SequenceEqual(divisions) && one.Agrees(row));
            if (lifter is null)
                lifters.Add(lifter = new(row, divisions));
            lifter.Add(row);
        }

        return lifters;

        int Number(OplRow row)
        {
            var said = (Who(row), row["Event"], Lifted(row), row["Division"]);
            return twins[said] = twins.GetValueOrDefault(said) + 1;
        }
    }

    /// <summary>A lifter of whom nothing is known yet.</summary>
    public static JsonObject Blank(long id) => new()
    {
        ["id"] = id, ["day"] = 1, ["platform"] = 1, ["flight"] = "A", ["name"] = "", ["sex"] = "", ["birthDate"] = "", ["age"] = "", ["country"] = "", ["state"] = "",
        ["intendedWeightClassKg"] = "", ["equipment"] = "", ["divisions"] = new JsonArray(), ["events"] = new JsonArray(), ["lot"] = 0, ["memberId"] = "", ["paid"] = true, ["team"] = "",
        ["guest"] = false, ["instagram"] = "", ["notes"] = "", ["bodyweightKg"] = 0, ["squatRackInfo"] = "", ["benchRackInfo"] = "",
        ["squatKg"] = Numbers([]), ["benchKg"] = Numbers([]), ["deadliftKg"] = Numbers([]), ["squatStatus"] = Numbers([]), ["benchStatus"] = Numbers([]), ["deadliftStatus"] = Numbers([]),
    };

    /// <summary>Whether an entry of the meet is about this lifter: the same name, sex and birth date.</summary>
    public bool IsIn(JsonObject entry) => Text(entry, "name") == first["Name"] && Text(entry, "sex") == Sex && Text(entry, "birthDate") == BirthDate;

    /// <summary>Whether an entry is for the same events: of two entries of one person it is then the one.</summary>
    public bool IsEnteredAs(JsonObject entry) => entry["events"] is JsonArray known && known.Select(one => one?.ToString()).Order().SequenceEqual(events.Order());

    /// <summary>Writes what the results say into an entry.</summary>
    /// <param name="held">The day of the meet: an age that follows from the birth date on it was not entered.</param>
    public void WriteInto(JsonObject entry, string held)
    {
        foreach (var column in (ReadOnlySpan<string>)["Name", "Sex", "Country", "State", "Equipment", "Team"])
            entry[char.ToLowerInvariant(column[0]) + column[1..]] = first[column];
        entry["birthDate"] = BirthDate;
        entry["age"] = Age(held);
        entry["divisions"] = Texts(Divisions);
        entry["events"] = Texts([.. events]);
        entry["bodyweightKg"] = BodyweightKg;
        if (first["Instagram"].Length > 0)
            entry["instagram"] = first["Instagram"];
        if (OplRow.Number(first["Lot"]) is { } lot)
            entry["lot"] = lot;
        // Who did not show up has no place that would tell. Who has one and no attempt was there and failed at a weight nobody wrote down.
        if (first["Place"] != "NS")
        {
            entry["guest"] = first["Place"] == "G";
            if (attempts.Values.All(taken => !taken[0].IsTaken) && attempts.Keys.FirstOrDefault() is var begun && attempts.TryGetValue(begun, out var none))
                attempts[begun] = none.SetItem(0, new(0, -1));
        }

        foreach (var (lift, taken) in attempts)
        {
            var name = lift.ToString().ToLowerInvariant();
            entry[name + "Kg"] = Numbers(taken.Select(one => one.WeightKg));
            entry[name + "Status"] = Numbers(taken.Select(one => (double)one.Status));
        }
    }

    private string BirthDate => first["BirthDate"].TrimStart('\'');

    private JsonNode Age(string held)
    {
        if (OplRow.Number(first["Age"]) is not { } age)
            return "";
        var follows = Ages.Of(new Lifter { Id = 0, BirthDate = BirthDate }, new MeetSetup { Date = held }, ScoringRules.Default);
        return follows == age ? "" : age;
    }

    private void Add(OplRow row)
    {
        events.Add(row["Event"]);
        foreach (var lift in Lifts.Of(row["Event"]))
            attempts.TryAdd(lift, Attempts(row, lift));
        var bests = Lifts.Of(row["Event"]).Sum(lift => row.Weight($"Best3{lift}") ?? 0);
        // As much as two printed weights may be off.
        WasRoundedDown |= row.Weight("Total") is { } total && total < bests - 0.1;
    }

    private bool Agrees(OplRow row) =>
        !events.Contains(row["Event"]) && Lifts.Of(row["Event"]).All(lift => !attempts.TryGetValue(lift, out var known) || known.SequenceEqual(Attempts(row, lift)));

    private double Kilos(string column) => Weight.InKilos(first.Weight(column) ?? 0, !first.File.InPounds);

    private static ImmutableArray<Attempt> Attempts(OplRow row, Lift lift) =>
        [.. Enumerable.Range(1, Lifter.Attempts).Select(number => row.Weight($"{lift}{number}") ?? 0).Select(weight => new Attempt(Weight.InKilos(Math.Abs(weight), !row.File.InPounds), Math.Sign(weight)))];

    private static string Who(OplRow row) => string.Join(',', Columns.Append(row.Weighed("Bodyweight")).Append(row.Weighed("WeightClass")).Select(column => row[column]).Append(row["Place"] == "G" ? "G" : ""));

    private static string Lifted(OplRow row) => string.Join(',', Lifts.All.SelectMany(lift => Attempts(row, lift)));

    private static JsonArray Numbers(IEnumerable<double> numbers) => new([.. numbers.Concat(Enumerable.Repeat(0.0, Lifter.Attempts)).Take(Lifter.Attempts).Select(one => JsonValue.Create(one))]);

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(one => JsonValue.Create(one))]);

    private static string Text(JsonObject entry, string name) => entry[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}
