using System.Text.Json;
using Rollcall.Core.Text;

namespace Rollcall.Apps.Meets;

/// <summary>A meet in a few lines, for whoever holds a token of it (specification 5.5). Pure.</summary>
public static class MeetSummary
{
    /// <summary>Writes it as JSON.</summary>
    /// <param name="platforms">How many platforms it has.</param>
    public static byte[] Write(Meet meet, int platforms, Delivery? delivery, DateTimeOffset now) => JsonText.ObjectOf(json =>
    {
        json.WriteString("meetId"u8, meet.Id.Grouped);
        WriteField(json, "name"u8, meet, "name", "\"\"");
        WriteField(json, "date"u8, meet, "date", "\"\"");
        WriteField(json, "days"u8, meet, "lengthDays", "1");
        json.WriteStartArray("platforms"u8);
        for (var platform = 1; platform <= platforms; platform++)
            json.WriteNumberValue(platform);
        json.WriteEndArray();
        json.WriteString("units"u8, Value(meet, "inKg")?.ToString() == "false" ? "lbs" : "kg");
        WriteField(json, "formula"u8, meet, "formula", "\"\"");
        json.WriteBoolean("finished"u8, meet.Published is not null);
        json.WriteTime("finishedAt"u8, meet.Published?.At);
        Delivery.Write(json, delivery);
        json.WriteString("epoch"u8, meet.Epoch);
        json.WriteNumber("headServerSeq"u8, meet.Head);
        json.WriteTime("serverTime"u8, now);
    });

    private static SyncedValue? Value(Meet meet, string field) =>
        MeetKey.TryParse("meet." + field, MeetRules.Default.MaxKeyLength, out var key) ? meet.Content.ValueAt(key, out _) : null;

    private static void WriteField(Utf8JsonWriter json, ReadOnlySpan<byte> name, Meet meet, string field, string otherwise)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(Value(meet, field)?.ToString() ?? otherwise, skipInputValidation: true);
    }
}
