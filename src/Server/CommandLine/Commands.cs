using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Rollcall.Server.CommandLine.Demo;
using Rollcall.Server.CommandLine.Keeping;
using Rollcall.Server.CommandLine.Meets;
using Rollcall.Server.CommandLine.Simulate;
using Rollcall.Server.Hosting;

namespace Rollcall.Server.CommandLine;

/// <summary>The verbs of <c>rollcall</c> and what ends the process: 0 done, 1 findings or refused, 2 not understood or could not start.</summary>
internal static class Commands
{
    private const string About =
        """
        Rollcall: one self-hosted server for live events. Without a verb it serves.

        Settings come from config.toml, config.yaml or config.json in this folder, from the environment (ROLLCALL_SECTION__KEY)
        and from the command line (--section.key value); later ones win. docs/configuration.md lists every key.
        """;

    /// <summary>Understands the arguments and does what they ask for.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand(About)
        {
            ServeCommand.Make(),
            DemoCommand.Make(),
            SimulateCommand.Make(),
            ConfigCommand.Make(),
            VerifyCommand.Make(),
            BackupCommand.Make(),
            RestoreCommand.Make(),
            RetentionCommand.Make(),
            MeetFileCommands.MakeExport(),
            MeetFileCommands.MakeImport(),
            UserCommand.Make(),
            TokenCommand.Make(),
        };
        root.Options.Add(SettingOptions.ConfigFile);
        root.TreatUnmatchedTokensAsErrors = false;
        root.SetAction(ServeCommand.RunAsync);
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new PlainHelp((SynchronousCommandLineAction)help.Action!);

        var parsed = root.Parse(args);
        try
        {
            // Signals are handled where there is something to stop; other failures are bugs and show themselves as such.
            var code = await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });
            return parsed.Action is ParseErrorAction ? 2 : code;
        }
        catch (StartRefusedException refused)
        {
            foreach (var line in refused.Lines)
                await Console.Error.WriteLineAsync($"rollcall: {line}");
            return 2;
        }
    }
}
