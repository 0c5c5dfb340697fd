using System.CommandLine;
using Rollcall.Core.Store.Files;
using Rollcall.Server.Hosting;

namespace Rollcall.Server.CommandLine.Keeping;

/// <summary><c>rollcall backup DIR</c>: a consistent copy of the data folder, also while a server runs on it. Ends with 1 where it could not be made.</summary>
internal static class BackupCommand
{
    public static Command Make()
    {
        var to = new Argument<string>("DIR") { Description = "The folder to make; must not be there yet, or be empty" };
        var command = new Command("backup", "Copy the data folder, also while the server runs: every log whole commands only, on the disk when this ends.")
        {
            Arguments = { to },
            TreatUnmatchedTokensAsErrors = false,
        };
        command.SetAction((parsed, cancel) => RunAsync(parsed, Path.GetFullPath(parsed.GetValue(to)!), cancel));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, string to, CancellationToken cancel)
    {
        var settings = SettingOptions.Load(parsed).Settings;
        var layout = KeptData.Layout(settings);
        if (!Directory.Exists(layout.DataFolder))
            throw new StartRefusedException($"data_dir = \"{settings.DataDir}\": there is no folder {layout.DataFolder}; start in the server's folder or set data_dir");
        try
        {
            var report = await StoreBackup.RunAsync(layout, to, BackupNote.OfNoUse, TimeProvider.System, cancel);
            await new BackupNote(TimeProvider.System.GetUtcNow(), ProductVersion.Text, report.Channels, report.Bytes).WriteAsync(to);
            await parsed.InvocationConfiguration.Output.WriteLineAsync($"{report.Channels} channels, {report.Bytes} bytes copied to {to}; check it with: rollcall verify --data_dir {to}");
            return 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync($"rollcall: no backup was made: {e.Message}");
            return 1;
        }
    }
}
