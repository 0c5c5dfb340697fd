using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Rollcall.Core.Store.Files;
using Rollcall.Server.Hosting;

namespace Rollcall.Server.CommandLine;

/// <summary><c>rollcall verify</c>: checks every log's checksums, also while a server runs, and says what is wrong. Ends with 1 if something is damaged.</summary>
internal static class VerifyCommand
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    public static Command Make()
    {
        var json = new Option<bool>("--json") { Description = "For programs: a list of {weight, channel, file, line, what, mend}" };
        var command = new Command("verify", "Check every log's checksums and say what is wrong; changes nothing. Ends with code 1 if something is damaged.")
        {
            Options = { json },
            TreatUnmatchedTokensAsErrors = false,
        };
        command.SetAction(parsed =>
        {
            var settings = SettingOptions.Load(parsed).Settings;
            var layout = KeptData.Layout(settings);
            if (!Directory.Exists(layout.DataFolder))
                throw new StartRefusedException($"data_dir = \"{settings.DataDir}\": there is no folder {layout.DataFolder}; start in the server's folder or set data_dir");
            var findings = StoreCheck.Run(layout).ToList();
            Print(findings, parsed.GetValue(json), parsed.InvocationConfiguration.Output);
            return findings.Any(finding => finding.Weight == FindingWeight.Damage) ? 1 : 0;
        });
        return command;
    }

    private static void Print(List<Finding> findings, bool asJson, TextWriter output)
    {
        if (asJson)
        {
            output.WriteLine(JsonSerializer.Serialize(
                findings.Select(f => new { Weight = Word(f), Channel = f.Channel.ToString(), f.File, f.Line, f.What, f.Mend }), Indented));
            return;
        }

        foreach (var finding in findings)
            output.WriteLine($"{Word(finding)}: {finding.Channel}: {finding.File}{(finding.Line > 0 ? $" line {finding.Line}" : "")}: {finding.What}. {finding.Mend}");
        output.WriteLine(findings.Count == 0 ? "all logs are well" : $"{findings.Count(f => f.Weight == FindingWeight.Damage)} damaged, {findings.Count(f => f.Weight == FindingWeight.Note)} noted");
    }

    private static string Word(Finding finding) => finding.Weight == FindingWeight.Damage ? "damage" : "note";
}
