using System.Text.Json;
using Rollcall.Apps.Meets.Opl;
using Rollcall.Core.Text;

namespace Rollcall.Apps.Meets;

/// <summary>How findings and differences stand on the wire, in the log and in snapshots.</summary>
internal static class InspectionJson
{
    /// <summary>Writes <c>findings</c>, <c>differences</c> and <c>differenceCount</c> into an open object.</summary>
    public static void Write(Utf8JsonWriter json, Inspection inspection)
    {
        json.WriteStartArray("findings"u8);
        foreach (var finding in inspection.Findings)
        {
            json.WriteStartObject();
            json.WriteNumber("line"u8, finding.Line);
            json.WriteString("column"u8, finding.Column);
            json.WriteString("severity"u8, SeverityName(finding.Severity));
            json.WriteString("code"u8, finding.Code);
            json.WriteString("message"u8, finding.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("differences"u8);
        foreach (var difference in inspection.Differences)
        {
            json.WriteStartObject();
            json.WriteNumber("line"u8, difference.Line);
            json.WriteString("server"u8, difference.Server);
            json.WriteString("client"u8, difference.Client);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("differenceCount"u8, inspection.DifferenceCount);
    }

    /// <summary>Reads them; nothing was found where a log says nothing of it.</summary>
    public static Inspection Read(JsonElement json)
    {
        if (!json.TryGetProperty("findings", out var findings))
            return Inspection.Nothing;
        return new(
            [.. findings.EnumerateArray().Select(one => new Finding((int)one.Whole("line"), one.TextOrNull("column"), SeverityNamed(one.Text("severity")), one.Text("code"), one.Text("message")))],
            [.. json.GetProperty("differences").EnumerateArray().Select(one => new OplDifference((int)one.Whole("line"), one.TextOrNull("server"), one.TextOrNull("client")))],
            (int)json.Whole("differenceCount"));
    }

    /// <summary>A severity's name.</summary>
    public static string SeverityName(Severity severity) => severity == Severity.Error ? "error" : "warning";

    private static Severity SeverityNamed(string name) => name switch
    {
        "error" => Severity.Error,
        "warning" => Severity.Warning,
        _ => throw new FormatException($"no severity is called {name}"),
    };
}
