using System.Text.Json;

namespace Rollcall.Apps.Devices;

/// <summary>What a player plays, as it sent it; only what the server needs of it is read.</summary>
/// <param name="Raw">As sent, unknown fields included.</param>
/// <param name="HasTrack">Whether something is loaded.</param>
/// <param name="IsPlaying">Whether it plays.</param>
public sealed record PlaybackState(RawJson Raw, bool HasTrack, bool IsPlaying)
{
    /// <summary>The largest state, as JSON.</summary>
    public const int MostBytes = 16 * 1024;

    /// <summary>Whether it says that nothing is loaded and nothing plays.</summary>
    public bool IsStopped => !HasTrack && !IsPlaying;

    /// <summary>Reads a state; null where a type or range is not as specified, or it is too large.</summary>
    public static PlaybackState? Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("current_track"u8, out var track) || !IsTrack(track)
            || !json.TryGetProperty("is_playing"u8, out var playing) || playing.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            return null;
        var fits = json.EnumerateObject().All(Fits);
        return fits && RawJson.TryOf(json, out var raw) && raw.Bytes <= MostBytes ? new(raw, track.ValueKind == JsonValueKind.Object, playing.GetBoolean()) : null;
    }

    /// <summary>The same state some time later: a player that plays has moved on, but not beyond the end of its track.</summary>
    public PlaybackState Later(TimeSpan by)
    {
        using var parsed = JsonDocument.Parse(Raw.Utf8, JsonReading.Options);
        var json = parsed.RootElement;
        if (!IsPlaying || !json.TryGetProperty("position"u8, out var at) || at.ValueKind != JsonValueKind.Number)
            return this;
        var position = at.GetDouble() + by.TotalSeconds;
        if (json.GetProperty("current_track"u8) is { ValueKind: JsonValueKind.Object } track && track.TryGetProperty("duration"u8, out var duration) && duration.ValueKind == JsonValueKind.Number)
            position = Math.Min(position, duration.GetDouble() / 1000);
        return this with
        {
            Raw = RawJson.Write(writer =>
            {
                writer.WriteStartObject();
                foreach (var field in json.EnumerateObject().Where(field => !field.NameEquals("position"u8)))
                    field.WriteTo(writer);
                writer.WriteNumber("position"u8, position);
                writer.WriteEndObject();
            }),
        };
    }

    private static bool IsTrack(JsonElement track) =>
        track.ValueKind == JsonValueKind.Null
        || (track.ValueKind == JsonValueKind.Object && track.TryGetProperty("id"u8, out var id) && id.ValueKind == JsonValueKind.String
            && (!track.TryGetProperty("duration"u8, out var duration) || duration.ValueKind == JsonValueKind.Null || IsNumber(duration, 0, double.MaxValue)));

    private static bool Fits(JsonProperty field) => field.Value.ValueKind == JsonValueKind.Null || field.Name switch
    {
        "queue_position" or "queue_version" or "timestamp" => JsonReading.Whole(field.Value) is >= 0,
        "position" => IsNumber(field.Value, 0, double.MaxValue),
        "volume" => IsNumber(field.Value, 0, 1),
        "muted" or "shuffle" => field.Value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "repeat" => field.Value.ValueKind == JsonValueKind.String && field.Value.GetString() is "off" or "all" or "one",
        _ => true,
    };

    private static bool IsNumber(JsonElement json, double least, double most) =>
        json.ValueKind == JsonValueKind.Number && json.TryGetDouble(out var number) && double.IsFinite(number) && number >= least && number <= most;
}
