using System.CommandLine;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Rollcall.Core.Channels;
using Rollcall.Core.Cluster;
using Rollcall.Core.Measuring;
using Rollcall.Core.Sessions;
using Rollcall.Core.Store.Files;
using Rollcall.Server.Doors.Meets;
using Rollcall.Server.Doors.Meets.HandOver;
using Rollcall.Server.Hosting;
using Rollcall.Server.Hosting.Control;
using Rollcall.Server.Hosting.Settings;

namespace Rollcall.Server.CommandLine.Meets;

/// <summary>Has an order about a meet done: by the running server if there is one, otherwise in its data folder.</summary>
internal static class MeetLine
{
    /// <summary>The name of the orders on the control socket.</summary>
    public const string Verb = "meets";

    /// <summary>Does it and prints what came of it, into a file where one is named; answers the exit code: 0 done, 1 refused.</summary>
    public static async Task<int> RunAsync(ParseResult parsed, MeetOrder order, string? into = null)
    {
        var report = await DoAsync(SettingOptions.Load(parsed).Settings, order);
        if (report.Refusal is not null)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync($"rollcall: {report.Refusal}");
            return 1;
        }

        if (into is not null)
            await File.WriteAllTextAsync(into, report.Text);
        else if (order.Verb == "import")
            await parsed.InvocationConfiguration.Output.WriteLineAsync(report.Text);
        else
            await parsed.InvocationConfiguration.Output.WriteAsync(report.Text);
        return 0;
    }

    private static async Task<MeetReport> DoAsync(RollcallSettings settings, MeetOrder order)
    {
        var folder = Path.GetFullPath(settings.DataDir);
        if (await ControlLine.AskAsync<MeetOrder, MeetReport>(folder, Verb, order) is { } report)
            return report;
        if (!Directory.Exists(folder))
            return new($"there is no folder {folder}; start in the server's folder or set data_dir");
        try
        {
            await using var store = FileStore.Open(KeptData.Layout(settings), TimeProvider.System, NullLogger.Instance);
            return await DoAsync(store, folder, settings, order);
        }
        catch (DataFolderInUseException)
        {
            return new($"A server runs on {folder} and does not answer at {ControlSocket.PathIn(folder)}; is it yours, or just starting or stopping?");
        }
        catch (Exception e) when (e is DataFolderUnwritableException or InvalidDataException)
        {
            return new($"{folder}: {e.Message}");
        }
    }

    private static async Task<MeetReport> DoAsync(FileStore store, string folder, RollcallSettings settings, MeetOrder order)
    {
        using var random = RandomNumberGenerator.Create();
        using var measures = new Measures();
        var keys = SigningKeys.LoadOrCreate(Path.Combine(folder, "keys"), random);
        // Nothing is sent from here; a meet that was published and not filed is, and the server sends it when it starts.
        await using var mail = new MailFolder(folder, new Disk(settings.Store.Durability), settings.Meets, TimeProvider.System, NullLogger.Instance);
        await using var house = new MeetHouse(settings.Meets, store, keys, mail, new(TimeProvider.System, new OneNode(), NullLogger.Instance, RoundObserver.None), new(measures), random);
        return await new MeetDuties(house).DoAsync(order);
    }
}
