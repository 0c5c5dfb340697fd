using System.Globalization;
using System.Text.Json;
using Rollcall.Apps.Meets;

namespace Rollcall.Tests.Support.Scoring;

/// <summary>A random meet that lives on: lifters come, are weighed in, lift, change flights and leave; the meet's rules change now and then.</summary>
internal sealed class RandomSheet(int seed, int mostLifters = 10)
{
    private static readonly string[] Lists = ["squat", "bench", "deadlift"];
    private static readonly string[] Classes = ["weightClassesKgMen", "weightClassesKgWomen"];
    private static readonly string[] Flags = ["inKg", "roundTotalsDown", "combineSleevesAndWraps", "combineSingleAndMulti"];
    private readonly Random chance = new(seed);
    private readonly SheetMaker maker = SmallMeet.Make();
    private long nextId = 10;

    public Content Content => maker.Content;

    /// <summary>What was made so far.</summary>
    public SheetMaker Made => maker;

    public IReadOnlyList<long> Ids => [.. Content.Items.Where(item => item is { IsTombstone: false, Key.Shape: KeyShape.Entry }).Select(item => item.Key.EntryId)];

    /// <summary>One action: the keys it changed.</summary>
    public List<MeetKey> Act()
    {
        var ids = Ids;
        var id = ids.Count == 0 ? 0 : ids[chance.Next(ids.Count)];
        return chance.Next(40) switch
        {
            0 when ids.Count > 3 => [Delete(id)],
            < 3 when ids.Count < mostLifters => [Add()],
            < 3 => [maker.Set($"lifting.platforms[{chance.Next(1, 4)}].lift", Pick("\"S\"", "\"B\"", "\"D\""))],
            3 => [maker.Set($"lifting.platforms[{chance.Next(1, 4)}].flight", Pick("\"A\"", "\"B\""))],
            4 => [maker.Set($"lifting.platforms[{chance.Next(1, 4)}].overrideAttempt", Pick("null", "1", "2", "3"))],
            5 => [maker.Set($"lifting.platforms[{chance.Next(1, 4)}].overrideEntryId", Pick("null", id.ToString(CultureInfo.InvariantCulture)))],
            6 => [maker.Set($"live.platforms[{chance.Next(1, 4)}].lights.{Pick("left", "head", "right")}", Light(id))],
            7 => [maker.Set("meet." + Pick(Flags), Pick("true", "false"))],
            8 => [maker.Set("meet." + Pick(Classes), Pick("[60,75,90]", "[67.5,82.5,100,110]", "[]"))],
            9 => [maker.Set("meet.formula", Pick("\"Dots\"", "\"Wilks\"", "\"IPF GL Points\"", "\"Total\""))],
            < 14 => [maker.Set($"registration.entries[{id}].bodyweightKg", Number(chance.Next(40, 120) + chance.Next(2) * 0.5))],
            14 => [maker.Set($"registration.entries[{id}].events", Pick("[\"SBD\"]", "[\"B\"]", "[\"SBD\",\"D\"]", "[\"BD\",\"S\"]", "[]"))],
            15 => [maker.Set($"registration.entries[{id}].divisions", Pick("[]", "[\"Open\"]", "[\"Masters\",\"Open\"]"))],
            16 => [maker.Set($"registration.entries[{id}].{Pick("platform", "day")}", Pick("1", "2", "3"))],
            17 => [maker.Set($"registration.entries[{id}].{Pick("lot", "age")}", Number(chance.Next(0, 60)))],
            18 => [maker.Set($"registration.entries[{id}].sex", Pick("\"M\"", "\"F\"", "\"Mx\"")), maker.Set($"registration.entries[{id}].guest", Pick("true", "false"))],
            19 => [maker.Set($"registration.entries[{id}].equipment", Pick("\"Sleeves\"", "\"Wraps\"", "\"Single-ply\"", "\"Multi-ply\""))],
            < 30 => [maker.Set($"registration.entries[{id}].{Pick(Lists)}Kg[{chance.Next(4)}]", Number(chance.Next(0, 80) * 2.5))],
            _ => [maker.Set($"registration.entries[{id}].{Pick(Lists)}Status[{chance.Next(4)}]", Pick("1", "1", "-1", "0"))],
        };
    }

    private MeetKey Delete(long id) => maker.Set($"registration.entries[{id}]", null);

    private MeetKey Add()
    {
        var id = nextId++;
        maker.Lifter(id, JsonSerializer.Serialize(new { name = $"Lifter {chance.Next(30)}", sex = chance.Next(2) == 0 ? "M" : "F", platform = chance.Next(1, 4), flight = chance.Next(3) == 0 ? "B" : "A" }));
        return MeetKey.OfEntryId(id);
    }

    private string Light(long id) => $$"""{"decision":{{Pick("null", "\"good\"", "\"bad\"")}},"cards":[],"at":"2026-03-14T10:00:0{{chance.Next(10)}}.000Z","entryId":{{id}},"lift":"S","attempt":1}""";

    private string Pick(params string[] of) => of[chance.Next(of.Length)];

    private static string Number(double number) => number.ToString(CultureInfo.InvariantCulture);
}
