using System.CommandLine;
using System.Text.Json;
using Rollcall.Server.Hosting.Control;

namespace Rollcall.Server.CommandLine.Keeping;

/// <summary><c>rollcall retention</c>: has the running server do at once what it does once a day. Ends with 1 where none runs.</summary>
internal static class RetentionCommand
{
    public static Command Make()
    {
        var json = new Option<bool>("--json") { Description = "For programs: a list of what was removed, a few words for each" };
        var command = new Command("retention", "Remove at once what the daily retention would, and say what it was. Asks the running server.") { Options = { json }, TreatUnmatchedTokensAsErrors = false };
        command.SetAction(async (parsed, _) =>
        {
            var folder = Path.GetFullPath(SettingOptions.Load(parsed).Settings.DataDir);
            if (await ControlLine.AskAsync<RetentionOrder, RetentionReport>(folder, RetentionOrder.Verb, new()) is not { } report)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync($"rollcall: no server answers at {ControlSocket.PathIn(folder)}; start it, it removes what is due once a day by itself");
                return 1;
            }

            if (parsed.GetValue(json))
            {
                await parsed.InvocationConfiguration.Output.WriteLineAsync(JsonSerializer.Serialize(report.Removed));
                return 0;
            }

            foreach (var one in report.Removed)
                await parsed.InvocationConfiguration.Output.WriteLineAsync(one);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(report.Removed.Count == 0 ? "nothing is due" : $"{report.Removed.Count} removed");
            return 0;
        });
        return command;
    }
}
