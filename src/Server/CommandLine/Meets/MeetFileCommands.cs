using System.CommandLine;

namespace Rollcall.Server.CommandLine.Meets;

/// <summary><c>rollcall export meet ID</c> and <c>rollcall import meet ID FILE</c>: a meet's files, whether the server runs or not.</summary>
internal static class MeetFileCommands
{
    private const string OpenLifter = "openlifter", Csv = "csv";

    /// <summary>The verb <c>export</c>.</summary>
    public static Command MakeExport()
    {
        var (id, format, into) = (Id(), new Option<string>("--format") { Description = "openlifter: the content as .openlifter file; csv: the OPL results file", DefaultValueFactory = _ => OpenLifter },
            new Option<string?>("--out") { Description = "Write to this file instead of standard output" });
        format.AcceptOnlyFromAmong(OpenLifter, Csv);
        var meet = new Command("meet", "Print a meet as .openlifter file or OPL CSV.") { Arguments = { id }, Options = { format, into }, TreatUnmatchedTokensAsErrors = false };
        meet.SetAction(parsed => MeetLine.RunAsync(parsed, new("export", parsed.GetValue(id)!, parsed.GetValue(format) == Csv), parsed.GetValue(into)));
        return new("export", "Take data out; works the same whether the server runs or not.") { meet };
    }

    /// <summary>The verb <c>import</c>.</summary>
    public static Command MakeImport()
    {
        var (id, file, replace) = (Id(), new Argument<string>("FILE") { Description = "An .openlifter file or an OPL CSV; which one is seen by its content" }, new Option<bool>("--replace") { Description = "Delete lifters the file lacks" });
        var meet = new Command("meet", "Bring an .openlifter file or an OPL CSV into a meet: what differs becomes updates that everybody hears.") { Arguments = { id, file }, Options = { replace }, TreatUnmatchedTokensAsErrors = false };
        meet.SetAction(parsed => MeetLine.RunAsync(parsed, new("import", parsed.GetValue(id)!, Path: Path.GetFullPath(parsed.GetValue(file)!), Replace: parsed.GetValue(replace))));
        return new("import", "Bring data in; works the same whether the server runs or not.") { meet };
    }

    private static Argument<string> Id() => new("ID") { Description = "The meet's nine digits, in any writing" };
}
