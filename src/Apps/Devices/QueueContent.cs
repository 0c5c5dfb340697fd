using System.Text.Json;

namespace Rollcall.Apps.Devices;

/// <summary>What a player has lined up, as it sent it.</summary>
/// <param name="Entries">A list of <c>{id, added_at}</c>.</param>
/// <param name="Version">The player's own number of it.</param>
/// <param name="Context">Where it came from, such as an album; an object, or null.</param>
public sealed record QueueContent(RawJson Entries, long Version, RawJson? Context)
{
    /// <summary>The largest list, as JSON.</summary>
    public const int MostBytes = 64 * 1024;

    /// <summary>The largest context, as JSON.</summary>
    public const int MostContextBytes = 4 * 1024;

    /// <summary>A queue of which nothing is known.</summary>
    public static QueueContent Empty { get; } = new(RawJson.EmptyList, 0, null);

    /// <summary>Reads the fields <c>queue</c>, <c>queue_version</c>, <c>context</c> of a payload.</summary>
    /// <param name="payload">An object.</param>
    /// <param name="most">How many entries there may be.</param>
    /// <param name="code">Why it cannot be taken: <c>invalid_message</c>, <c>queue_limit_exceeded</c>; null where it can.</param>
    public static QueueContent? Read(JsonElement payload, int most, out string? code)
    {
        code = "invalid_message";
        if (payload.ValueKind != JsonValueKind.Object || !payload.TryGetProperty("queue"u8, out var queue) || queue.ValueKind != JsonValueKind.Array
            || !payload.TryGetProperty("queue_version"u8, out var version) || JsonReading.Whole(version) is not (>= 0 and { } number))
            return null;
        if (queue.GetArrayLength() > most)
        {
            code = "queue_limit_exceeded";
            return null;
        }

        if (!queue.EnumerateArray().All(IsEntry) || !RawJson.TryOf(queue, out var entries) || !TryContext(payload, out var context))
            return null;
        code = entries.Bytes > MostBytes ? "queue_limit_exceeded" : null;
        return code is null ? new(entries, number, context) : null;
    }

    private static bool TryContext(JsonElement payload, out RawJson? context)
    {
        context = null;
        if (!payload.TryGetProperty("context"u8, out var given) || given.ValueKind == JsonValueKind.Null)
            return true;
        if (given.ValueKind != JsonValueKind.Object || !RawJson.TryOf(given, out var raw) || raw.Bytes > MostContextBytes)
            return false;
        context = raw;
        return true;
    }

    private static bool IsEntry(JsonElement entry) =>
        entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("id"u8, out var id)
        && (id.ValueKind == JsonValueKind.String || JsonReading.Whole(id) is not null)
        && (!entry.TryGetProperty("added_at"u8, out var added) || added.ValueKind == JsonValueKind.Null || JsonReading.Whole(added) is not null);
}
