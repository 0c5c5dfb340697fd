using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Rollcall.Apps.Rooms;

/// <summary>Reading and writing JSON in the log and on the wire.</summary>
public static class RoomJson
{
    /// <summary>Text is escaped only where JSON asks for it; the writer's own checks are left to the tests.</summary>
    internal static JsonWriterOptions Writing { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>A time as everywhere on the wire: UTC, milliseconds, Z.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>A member that is a time or null.</summary>
    public static void WriteTime(this Utf8JsonWriter json, ReadOnlySpan<byte> name, DateTimeOffset? time)
    {
        if (time is { } at)
            json.WriteString(name, Time(at));
        else
            json.WriteNull(name);
    }

    internal static string Text(this JsonElement json, string name) => json.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null");

    internal static string? TextOrNull(this JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;

    internal static long Whole(this JsonElement json, string name) => json.GetProperty(name).GetInt64();

    internal static DateTimeOffset Instant(this JsonElement json, string name) => Instant(json.Text(name));

    internal static DateTimeOffset? InstantOrNull(this JsonElement json, string name) => json.TextOrNull(name) is { } text ? Instant(text) : null;

    internal static RoomRole Role(this JsonElement json, string name) => RoomRoles.Named(json.Text(name)) ?? throw new FormatException("no such role");

    /// <summary>Members that stand in a log and in a room object alike.</summary>
    public static void WriteInfo(this Utf8JsonWriter json, RoomInfo info)
    {
        json.WriteNumber("max_clients"u8, info.MaxClients);
        json.WriteBoolean("is_private"u8, info.IsPrivate);
        json.WritePropertyName("metadata"u8);
        json.WriteRawValue(info.Metadata, skipInputValidation: true);
        json.WriteBoolean("persistent"u8, info.Persistent);
        json.WriteString("default_role"u8, RoomRoles.Name(info.DefaultRole));
        json.WriteStartObject("retention"u8);
        json.WriteNumber("max_entries"u8, info.Retention.MaxEntries);
        if (info.Retention.MaxAgeSeconds is { } age)
            json.WriteNumber("max_age_s"u8, age);
        else
            json.WriteNull("max_age_s"u8);
        json.WriteEndObject();
    }

    internal static RoomInfo ReadInfo(JsonElement json)
    {
        var retention = json.GetProperty("retention");
        var age = retention.GetProperty("max_age_s");
        return new(json.Text("name"), (int)json.Whole("max_clients"), json.GetProperty("is_private").GetBoolean(), json.GetProperty("metadata").GetRawText(),
            json.GetProperty("persistent").GetBoolean(), json.Role("default_role"),
            new((int)retention.Whole("max_entries"), age.ValueKind == JsonValueKind.Null ? null : age.GetInt32()));
    }

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
