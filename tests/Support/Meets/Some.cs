using System.Collections.Immutable;
using System.Text.Json;
using Rollcall.Apps.Meets;

namespace Rollcall.Tests.Support.Meets;

/// <summary>Ordinary things of a meet, where a test does not care which.</summary>
internal static class Some
{
    public const string Entry = """{"id":10007,"name":"Al Bo","lot":3,"squatKg":[180,0,0,0,0]}""";

    public static SyncedValue Value(string json)
    {
        using var document = JsonDocument.Parse(json);
        return SyncedValue.Of(document.RootElement);
    }

    public static MeetKey Key(string text) => MeetKey.TryParse(text, 200, out var key) ? key : throw new ArgumentException($"{text} is no key", nameof(text));

    /// <summary>The first location makes the meet.</summary>
    public static MeetAuth Auth(IReadOnlyList<(string Name, int Priority)> locations) =>
        new("$scrypt$", [.. locations.Select(one => new Location(one.Name, one.Priority, Director: false))], locations[0].Name, 1,
            ImmutableDictionary.Create<string, MeetSession>(StringComparer.Ordinal), "", null);

    public static ProposedUpdate Update(string key, string? value, long local, long seen) => new(key, value is null ? null : Value(value), local, seen);
}
