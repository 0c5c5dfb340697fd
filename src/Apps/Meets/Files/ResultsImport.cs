using System.Text.Json;
using System.Text.Json.Nodes;
using Rollcall.Apps.Meets.Opl;
using Rollcall.Apps.Meets.Sheet;

namespace Rollcall.Apps.Meets.Files;

/// <summary>Makes of an OPL results file what a <c>.openlifter</c> file of the same meet would hold, as far as the results say it; what a meet holds already and
/// results do not say stays as it is. Decision 0035. Pure.</summary>
public static class ResultsImport
{
    /// <summary>Why a file cannot be taken in, with the line; null where it can.</summary>
    public static string? FaultOf(OplFile file)
    {
        var fault = StructureChecks.Check(file).FirstOrDefault(one => one.Code == "STRUCTURE" || one.Code == "COLUMN_MISSING" && one.Column is "Name" or "Sex" or "Event" or "Place" or "Equipment")
            ?? file.Rows.SelectMany(LiftChecks.Check).FirstOrDefault(one => one.Code == "STRUCTURE");
        return fault is null ? null : $"line {fault.Line}{(fault.Column is null ? "" : $", {fault.Column}")}: {fault.Message}";
    }

    /// <summary>The results as such a file. Lifters the meet knows keep their id; others get the first free ids of the importer's block.</summary>
    public static JsonElement AsOpenLifter(OplFile file, Content content, EntryIds block)
    {
        var lifters = ResultsLifter.In(file);
        var known = content.Items.Where(item => item is { IsTombstone: false, Key.Shape: KeyShape.Entry })
            .Select(item => JsonObject.Create(content.ValueAt(item.Key, out _)!.Parse())).OfType<JsonObject>().ToList();
        var setup = Setup(file, lifters, MeetSheet.Of(content).SetupFields.ContainsKey);
        var (entries, next) = (new JsonArray(), block.From);
        foreach (var lifter in lifters)
        {
            var entry = known.Find(one => lifter.IsIn(one) && lifter.IsEnteredAs(one)) ?? known.Find(lifter.IsIn);
            if (entry is not null)
                known.Remove(entry);
            else
            {
                while (content.ValueAt(MeetKey.OfEntryId(next), out _) is not null)
                    next++;
                entry = ResultsLifter.Blank(next++);
            }

            lifter.WriteInto(entry, (string?)setup["date"] ?? "");
            entries.Add(entry);
        }

        var whole = new JsonObject { ["language"] = "en", ["lifting"] = new JsonObject(), ["meet"] = setup, ["registration"] = new JsonObject { ["entries"] = entries } };
        return JsonSerializer.SerializeToElement(whole);
    }

    private static JsonObject Setup(OplFile file, IReadOnlyList<ResultsLifter> lifters, Func<string, bool> isSet)
    {
        var ruleSet = file.Meet("RuleSet").Split(' ');
        var setup = new JsonObject
        {
            ["federation"] = file.Meet("Federation"), ["date"] = file.Meet("Date").TrimStart('\''), ["country"] = file.Meet("MeetCountry"), ["state"] = file.Meet("MeetState"),
            ["city"] = file.Meet("MeetTown"), ["name"] = file.Meet("MeetName"), ["formula"] = file.Meet("Formula"), ["inKg"] = !file.InPounds,
            ["combineSleevesAndWraps"] = ruleSet.Contains("CombineSleevesAndWraps"), ["combineSingleAndMulti"] = ruleSet.Contains("CombineSingleAndMulti"),
        };
        // What follows from results only in part is not put in place of what somebody entered.
        AddMissing("divisions", () => new JsonArray([.. lifters.SelectMany(one => one.Divisions).Distinct().Order(StringComparer.Ordinal).Select(one => JsonValue.Create(one))]));
        AddMissing("weightClassesKgMen", () => Classes(lifters, "M"));
        AddMissing("weightClassesKgWomen", () => Classes(lifters, "F"));
        AddMissing("weightClassesKgMx", () => Classes(lifters, "Mx"));
        AddMissing("roundTotalsDown", () => lifters.Any(one => one.WasRoundedDown));
        AddMissing("lengthDays", () => 1);
        AddMissing("platformsOnDays", () => new JsonArray(1));
        AddMissing("ageCoefficients", () => "None");
        return setup;

        void AddMissing(string field, Func<JsonNode> value)
        {
            if (!isSet(field))
                setup[field] = value();
        }
    }

    /// <summary>The classes somebody was in. A limit is printed cut in pounds: then it is at least the heaviest bodyweight below it.</summary>
    private static JsonArray Classes(IReadOnlyList<ResultsLifter> lifters, string sex)
    {
        var limits = lifters.Where(one => one.Sex == sex && one.ClassLimitKg > 0).GroupBy(one => one.ClassLimitKg)
            .Select(same => same.Where(one => !one.IsAboveClass).Select(one => one.BodyweightKg).Append(same.Key).Max());
        return new([.. limits.Order().Select(limit => JsonValue.Create(limit))]);
    }
}
