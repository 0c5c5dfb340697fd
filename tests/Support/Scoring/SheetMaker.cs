using System.Text.Json.Nodes;
using Rollcall.Apps.Meets;
using Rollcall.Tests.Support.Meets;

namespace Rollcall.Tests.Support.Scoring;

/// <summary>Makes a content by setting keys one after the other, as desks do.</summary>
internal sealed class SheetMaker
{
    private long number;

    public Content Content { get; private set; } = Content.Empty;

    /// <summary>Sets a key to a value given as JSON; null deletes.</summary>
    public MeetKey Set(string key, string? json)
    {
        var parsed = Some.Key(key);
        var last = json is null ? Content.ValueAt(parsed, out _) : null;
        Content = Content.With(new(parsed, json is null ? null : Some.Value(json), ++number, 0, null, 1, "Desk", "author") { LastValue = last });
        return parsed;
    }

    /// <summary>Sets every field of the meet.</summary>
    public SheetMaker Meet(string json)
    {
        foreach (var (name, value) in JsonNode.Parse(json)!.AsObject())
            Set("meet." + name, value!.ToJsonString());
        return this;
    }

    /// <summary>Adds a lifter; what is not named is as it is before a weigh-in.</summary>
    public SheetMaker Lifter(long id, string json)
    {
        var entry = JsonNode.Parse("""
            {"day":1,"platform":1,"flight":"A","name":"","sex":"M","birthDate":"","age":"","country":"","state":"","intendedWeightClassKg":"","equipment":"Sleeves","divisions":[],
             "events":["SBD"],"lot":0,"memberId":"","paid":true,"team":"","guest":false,"notes":"","bodyweightKg":0,"squatRackInfo":"","benchRackInfo":"",
             "squatKg":[0,0,0,0,0],"benchKg":[0,0,0,0,0],"deadliftKg":[0,0,0,0,0],"squatStatus":[0,0,0,0,0],"benchStatus":[0,0,0,0,0],"deadliftStatus":[0,0,0,0,0]}
            """)!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(json)!.AsObject())
            entry[name] = value?.DeepClone();
        entry["id"] = id;
        Set($"registration.entries[{id}]", entry.ToJsonString());
        return this;
    }

    /// <summary>The attempts at a lift as they are told: 180 good, -195 no lift; three of them.</summary>
    public static string Lifts(string lift, params double[] attempts) =>
        new JsonObject
        {
            [lift + "Kg"] = new JsonArray([.. attempts.Concat([0, 0]).Select(one => JsonValue.Create(Math.Abs(one)))]),
            [lift + "Status"] = new JsonArray([.. attempts.Concat([0, 0]).Select(one => JsonValue.Create(Math.Sign(one)))]),
        }.ToJsonString()[1..^1];
}
