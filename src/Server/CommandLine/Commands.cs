using System.CommandLine;
using Rollcall.Server.Hosting;

namespace Rollcall.Server.CommandLine;

/// <summary>The verbs of <c>rollcall</c> and what ends the process: 0 done, 1 findings, 2 could not start.</summary>
internal static class Commands
{
    /// <summary>Understands the arguments and does what they ask for.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Rollcall: one self-hosted server for live events. Without a verb it serves.") { TreatUnmatchedTokensAsErrors = false };
        root.Options.Add(SettingOptions.ConfigFile);
        root.Subcommands.Add(ServeCommand.Make());
        root.SetAction(ServeCommand.RunAsync);

        try
        {
            // Signals are handled where there is something to stop.
            return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });
        }
        catch (StartRefusedException refused)
        {
            foreach (var line in refused.Lines)
                await Console.Error.WriteLineAsync($"rollcall: {line}");
            return 2;
        }
    }
}
