using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;

namespace Rollcall.Server.CommandLine.Simulate;

/// <summary>What a simulation came to: a table for people, or one JSON object for programs.</summary>
internal static class SimulationText
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DictionaryKeyPolicy = null,
    };

    /// <summary>The table, and one closing sentence.</summary>
    public static void Write(IAnsiConsole console, SimulationPlan plan, SimulationReport report)
    {
        console.WriteLine($"{plan.Clients} clients of {Word(plan.Kind)}, {plan.Writers} of them writing, for {Number(report.Seconds, "0.0")} s at {plan.Server}");
        var table = new Table().Border(TableBorder.None).HideHeaders().AddColumn("").AddColumn(new TableColumn("").RightAligned()).AddColumn("");
        Row("operations", report.Operations, "");
        Row("acknowledged", report.Acknowledged, $"{Number(report.Acknowledged / Math.Max(report.Seconds, 0.001), "0.0")} per second");
        Row("refused", report.Refused.Values.Sum(), string.Join(", ", report.Refused.Select(one => $"{one.Key} {one.Value}")));
        Row("unanswered", report.Unanswered, "");
        Row("deliveries", report.Deliveries, $"{report.CaughtUp} of them to clients that came back; {report.Twice} heard again");
        Row("reconnects", report.Reconnects, report.StartOvers == 0 ? "" : $"{report.StartOvers} told to start over from the present state");
        Row("lost", report.LostDeliveries, report.LostOperations == 0 ? "" : $"{report.LostOperations} operations, such as {string.Join(", ", report.Lost.Take(3))}");
        console.Write(table);
        var times = new Table().Border(TableBorder.None).AddColumn("milliseconds");
        foreach (var name in new[] { "50 %", "90 %", "99 %", "most" })
            times.AddColumn(new TableColumn(name).RightAligned());
        Spread("to the answer", report.AnswerMs);
        Spread("to each listener who was there", report.DeliveryMs);
        console.Write(times);
        console.MarkupLine(report.Passed ? "[green]Nothing that was acknowledged was lost.[/]"
            : report.Acknowledged == 0 ? "[red]Nothing was acknowledged, so nothing is shown.[/]"
            : $"[red]{report.LostDeliveries} deliveries of {report.LostOperations} acknowledged operations were lost.[/]");

        void Row(string name, long count, string more) => table.AddRow(new Text(name), new Text(Number(count, "0")), new Text(more));

        void Spread(string name, Percentiles? of) => times.AddRow(of is null
            ? [name, "-", "-", "-", "-"]
            : [name, Number(of.P50, "0.0"), Number(of.P90, "0.0"), Number(of.P99, "0.0"), Number(of.Most, "0.0")]);
    }

    /// <summary>The plan (without its secrets) and the report.</summary>
    public static string ToJson(SimulationPlan plan, SimulationReport report) => JsonSerializer.Serialize(new
    {
        Kind = Word(plan.Kind),
        plan.Server,
        plan.Clients,
        plan.Writers,
        plan.RatePerSecond,
        plan.Seed,
        report.Passed,
        Report = report,
    }, Indented);

    private static string Word(SimulatedKind kind) => kind.ToString().ToLowerInvariant();

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
