using System.Globalization;
using System.Text.Json;
using Rollcall.Apps.Meets.Sheet;
using Rollcall.Core.Text;

namespace Rollcall.Apps.Meets.Files;

/// <summary>A meet's content as the file OpenLifter saves and loads (<c>.openlifter</c>; specification, appendix B.5). Pure.</summary>
public static class OpenLifterExport
{
    private const int FirstBlock = 100_000, LastBlock = 200_000;
    private const int ColumnDivisionWidthPx = 700;

    /// <summary>A next entry id for a file: a random multiple of 10,000 far above all others, so that what is added to the file offline collides with
    /// nothing.</summary>
    public static long NextEntryId(Random chance) => EntryIds.Of(chance.Next(FirstBlock, LastBlock + 1)).From;

    /// <summary>Writes the file.</summary>
    public static byte[] Write(Content content, ScoringRules rules, long nextEntryId)
    {
        var sheet = MeetSheet.Of(content);
        return JsonText.ObjectOf(json =>
        {
            json.WriteString("language"u8, "en");
            json.WriteStartObject("versions"u8);
            json.WriteString("stateVersion"u8, "0");
            json.WriteString("releaseVersion"u8, rules.Release);
            json.WriteEndObject();
            json.WriteStartObject("meet"u8);
            foreach (var (name, value) in sheet.SetupFields)
            {
                json.WritePropertyName(name);
                value.WriteTo(json);
            }

            json.WriteEndObject();
            WriteRegistration(json, content, sheet, nextEntryId);
            WriteLifting(json, sheet.At(1));
        });
    }

    private static void WriteRegistration(Utf8JsonWriter json, Content content, MeetSheet sheet, long nextEntryId)
    {
        json.WriteStartObject("registration"u8);
        json.WriteNumber("nextEntryId"u8, nextEntryId);
        json.WriteStartArray("entries"u8);
        foreach (var id in sheet.Lifters.Keys)
            json.WriteRawValue(content.ValueAt(MeetKey.OfEntryId(id), out _)!.Json.Span, skipInputValidation: true);
        json.WriteEndArray();
        json.WriteStartObject("lookup"u8);
        var index = 0;
        foreach (var id in sheet.Lifters.Keys)
            json.WriteNumber(id.ToString(CultureInfo.InvariantCulture), index++);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteLifting(Utf8JsonWriter json, PlatformAt at)
    {
        json.WriteStartObject("lifting"u8);
        json.WriteNumber("day"u8, at.Day);
        json.WriteNumber("platform"u8, 1);
        json.WriteString("flight"u8, at.Flight);
        json.WriteString("lift"u8, at.Lift.Letter().ToString());
        json.WriteNumberOrNull("overrideAttempt"u8, at.OverrideAttempt);
        json.WriteNumberOrNull("overrideEntryId"u8, at.OverrideEntryId);
        json.WriteNumber("columnDivisionWidthPx"u8, ColumnDivisionWidthPx);
        json.WriteEndObject();
    }
}
