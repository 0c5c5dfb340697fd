using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Rollcall.Core.Text;
using Rollcall.Server.Identity;

namespace Rollcall.Server.CommandLine.Accounts;

/// <summary>Prints lists of accounts and tokens: a table for people, JSON for programs.</summary>
internal static class AccountTables
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    /// <summary>Prints what a report lists, and a fresh token.</summary>
    public static void Print(AccountReport report, bool asJson, TextWriter output)
    {
        if (report.Token is not null)
            output.WriteLine(report.Token);
        if (asJson && (report.Users is not null || report.Tokens is not null))
        {
            output.WriteLine(report.Users is not null ? JsonSerializer.Serialize(report.Users, Indented) : JsonSerializer.Serialize(report.Tokens, Indented));
            return;
        }

        if (report.Users is { } users)
            Print(output, ["id", "handle", "role", "created", "devices", "sessions"],
                users.Select(user => (string[])[Text(user.UserId), user.UserHandle, user.Role, Text(user.CreatedAt), Text(user.Devices), Text(user.Sessions)]));
        if (report.Tokens is { } tokens)
            Print(output, ["id", "label", "created", "last used"], tokens.Select(token => (string[])[Text(token.Id), token.Label ?? "", Text(token.CreatedAt), Text(token.LastUsed)]));
    }

    private static void Print(TextWriter output, string[] heads, IEnumerable<string[]> rows)
    {
        List<string[]> all = [heads, .. rows];
        var widths = heads.Select((_, column) => all.Max(row => row[column].Length)).ToList();
        foreach (var row in all)
            output.WriteLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(DateTimeOffset time) => Instants.TextToSecond(time);
}
