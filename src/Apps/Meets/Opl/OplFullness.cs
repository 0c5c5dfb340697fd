using System.Collections.Immutable;
using System.Text.Json;
using Rollcall.Apps.Meets.Points;
using Rollcall.Apps.Meets.Sheet;

namespace Rollcall.Apps.Meets.Opl;

/// <summary>Whether a content has all the results file needs (specification, 4.5).</summary>
public static class OplFullness
{
    private static readonly ImmutableArray<string> OfMeet = ["name", "federation", "date", "country", "formula", "inKg"];

    private static readonly ImmutableArray<string> OfEntry =
    [
        "day", "name", "sex", "birthDate", "age", "country", "state", "equipment", "divisions", "events", "lot", "guest", "team", "bodyweightKg",
        "squatKg", "benchKg", "deadliftKg", "squatStatus", "benchStatus", "deadliftStatus",
    ];

    /// <summary>The keys that are missing, in order; empty if the content is full.</summary>
    /// <param name="sheet">The same content as a sheet.</param>
    public static IEnumerable<string> Missing(Content content, MeetSheet sheet)
    {
        foreach (var field in OfMeet.Where(field => !sheet.SetupFields.ContainsKey(field)))
            yield return "meet." + field;
        if (sheet.SetupFields.ContainsKey("formula") && !PointsFormula.IsKnown(sheet.Setup.Formula))
            yield return "a formula that is known";
        if (sheet.Lifters.IsEmpty)
            yield return "registration.entries";
        foreach (var id in sheet.Lifters.Keys)
        {
            var entry = content.ValueAt(MeetKey.OfEntryId(id), out _)!.Parse();
            foreach (var field in OfEntry.Where(field => entry.ValueKind != JsonValueKind.Object || !entry.TryGetProperty(field, out _)))
                yield return $"registration.entries[{id}].{field}";
        }
    }
}
