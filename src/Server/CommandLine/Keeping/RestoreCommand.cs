using System.CommandLine;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Rollcall.Core.Store;
using Rollcall.Core.Store.Files;
using Rollcall.Server.Hosting;
using Rollcall.Server.Hosting.Settings;

namespace Rollcall.Server.CommandLine.Keeping;

/// <summary><c>rollcall restore DIR</c>: a backup becomes the data folder, which must be empty; every channel begins a new life, so that clients resynchronise.
/// Ends with 1 where nothing was restored.</summary>
internal static class RestoreCommand
{
    public static Command Make()
    {
        var from = new Argument<string>("DIR") { Description = "A folder that rollcall backup made" };
        var command = new Command("restore", "Make a backup the data folder, which must be empty or missing. Clients are told to start over, and desks are asked for what they know beyond it.")
        {
            Arguments = { from },
            TreatUnmatchedTokensAsErrors = false,
        };
        command.SetAction((parsed, cancel) => RunAsync(parsed, Path.GetFullPath(parsed.GetValue(from)!), cancel));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, string from, CancellationToken cancel)
    {
        var settings = SettingOptions.Load(parsed).Settings;
        try
        {
            var (refusal, told) = await RestoreAsync(settings, from, cancel);
            if (refusal is null)
            {
                await parsed.InvocationConfiguration.Output.WriteLineAsync(told);
                return 0;
            }

            await parsed.InvocationConfiguration.Error.WriteLineAsync($"rollcall: nothing was restored: {refusal}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or LogDamagedException or StoreFailedException or DataFolderUnwritableException)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync($"rollcall: nothing was restored: {e.Message}");
        }

        return 1;
    }

    private static async Task<(string? Refusal, string Told)> RestoreAsync(RollcallSettings settings, string from, CancellationToken cancel)
    {
        if (await BackupNote.ReadAsync(from) is not { } note)
            return ($"{from} is no complete backup: it has no {BackupNote.File}", "");
        var layout = KeptData.Layout(settings);
        if (Directory.Exists(layout.DataFolder) && Directory.EnumerateFileSystemEntries(layout.DataFolder).Any())
            return ($"{layout.DataFolder} is not empty; move it away first", "");
        if (StoreCheck.Run(layout with { DataFolder = from }).FirstOrDefault(finding => finding.Weight == FindingWeight.Damage) is { } damage)
            return ($"the backup is damaged: {damage.File}: {damage.What}", "");

        // Renewed away from the data folder's place, so that a server never finds it half done.
        var making = Path.TrimEndingDirectorySeparator(layout.DataFolder) + ".restoring";
        if (Directory.Exists(making))
            Directory.Delete(making, recursive: true);
        await StoreBackup.RunAsync(layout with { DataFolder = from }, making, BackupNote.OfNoUse, TimeProvider.System, cancel);
        int renewed;
        using (var chance = RandomNumberGenerator.Create())
        {
            await using var store = FileStore.Open(layout with { DataFolder = making }, TimeProvider.System, NullLogger.Instance);
            renewed = await RestoredData.RenewAsync(store, settings, TimeProvider.System, chance, cancel);
        }

        if (Directory.Exists(layout.DataFolder))
            Directory.Delete(layout.DataFolder);
        Directory.Move(making, layout.DataFolder);
        return (null, $"{note.Channels} channels of {note.MadeAt:u} restored to {layout.DataFolder}, {renewed} of them with a new epoch; start the server");
    }
}
