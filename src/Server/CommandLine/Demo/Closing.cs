using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;

namespace Rollcall.Server.CommandLine.Demo;

/// <summary>The end of the demo: a table for people, or one JSON object for programs.</summary>
internal static class Closing
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    /// <summary>Phases with their checks and times, and one closing sentence.</summary>
    public static void Write(IAnsiConsole console, IReadOnlyList<PhaseResult> results, string? keptFolder)
    {
        var table = new Table().Border(TableBorder.None).HideHeaders();
        table.AddColumn(new TableColumn("").PadLeft(0).PadRight(2)).AddColumn(new TableColumn("").PadLeft(0).PadRight(3))
            .AddColumn(new TableColumn("").RightAligned().PadRight(3)).AddColumn(new TableColumn("").RightAligned().PadRight(0));
        for (var at = 0; at < results.Count; at++)
        {
            var result = results[at];
            var look = new Style(result.Passed ? Color.Default : result.Played ? Color.Red : Color.Grey);
            var took = result.Played ? Seconds(result.Took) : "";
            table.AddRow(new Text($"{at + 1,2}"), new Text(result.Title, look), new Text(Count(result), look), new Text(took, look));
        }

        var (all, wrong) = (results.Sum(one => one.Checks.Count), results.Sum(one => one.Checks.Count(check => !check.Passed)));
        console.WriteLine();
        console.Write(new Rule { Style = new Style(Color.Grey) });
        console.Write(table);
        console.WriteLine();
        console.MarkupLine(results.All(one => one.Passed)
            ? $"[green bold]All {all} lines shown were true.[/] It took {Seconds(Total(results))}."
            : $"[red bold]{wrong} of {all} lines were not true{(results.All(one => one.Played) ? "" : ", and the demo could not go on")}.[/]");
        if (keptFolder is not null)
            console.WriteLine($"The server's data and log are kept in {keptFolder}");
    }

    /// <summary><c>{passed, seconds, checks, failed, kept_folder, phases}</c>, a phase being
    /// <c>{name, title, played, passed, seconds, checks: [{who, what, passed, expected, came}]}</c>.</summary>
    public static string ToJson(IReadOnlyList<PhaseResult> results, string? keptFolder) => JsonSerializer.Serialize(new
    {
        Passed = results.All(one => one.Passed),
        Seconds = Rounded(Total(results)),
        Checks = results.Sum(one => one.Checks.Count),
        Failed = results.Sum(one => one.Checks.Count(check => !check.Passed)),
        KeptFolder = keptFolder,
        Phases = results.Select(one => new { one.Name, one.Title, one.Played, one.Passed, Seconds = Rounded(one.Took), one.Checks }),
    }, Indented);

    private static string Count(PhaseResult result) => !result.Played ? "not played"
        : result.Passed ? $"{result.Checks.Count} checks" : $"{result.Checks.Count(check => check.Passed)} of {result.Checks.Count}";

    private static TimeSpan Total(IReadOnlyList<PhaseResult> results) => results.Aggregate(TimeSpan.Zero, (sum, one) => sum + one.Took);

    private static double Rounded(TimeSpan took) => Math.Round(took.TotalSeconds, 3);

    private static string Seconds(TimeSpan took) => took.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s";
}
