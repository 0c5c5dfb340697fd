using System.Text.Json;
using Rollcall.Core.Text;

namespace Rollcall.Apps.Rooms;

/// <summary>What of a room stands alike in the log, in the snapshot and on the wire.</summary>
public static class RoomJson
{
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
        json.WriteNumberOrNull("max_age_s"u8, info.Retention.MaxAgeSeconds);
        json.WriteEndObject();
    }

    internal static RoomInfo ReadInfo(JsonElement json)
    {
        var retention = json.GetProperty("retention");
        return new(json.Text("name"), (int)json.Whole("max_clients"), json.GetProperty("is_private").GetBoolean(), json.GetProperty("metadata").GetRawText(),
            json.GetProperty("persistent").GetBoolean(), json.Role("default_role"),
            new((int)retention.Whole("max_entries"), (int?)retention.WholeOrNull("max_age_s")));
    }
}
