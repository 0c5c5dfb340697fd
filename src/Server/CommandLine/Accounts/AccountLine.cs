using System.CommandLine;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Rollcall.Core.Channels;
using Rollcall.Core.Cluster;
using Rollcall.Core.Sessions;
using Rollcall.Core.Store;
using Rollcall.Core.Store.Files;
using Rollcall.Server.Hosting;
using Rollcall.Server.Hosting.Control;
using Rollcall.Server.Hosting.Settings;
using Rollcall.Server.Identity;

namespace Rollcall.Server.CommandLine.Accounts;

/// <summary>Has an order about accounts done: by the running server if there is one, otherwise in its data folder.</summary>
internal static class AccountLine
{
    /// <summary>The name of the orders on the control socket.</summary>
    public const string Verb = "accounts";

    /// <summary>Does it and prints what came of it; answers the exit code: 0 done, 1 refused.</summary>
    public static async Task<int> RunAsync(ParseResult parsed, AccountOrder order, bool asJson = false)
    {
        var report = await DoAsync(SettingOptions.Load(parsed).Settings, order);
        var (output, errors) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        if (report.Refusal is not null)
        {
            await errors.WriteLineAsync($"rollcall: {report.Refusal}");
            return 1;
        }

        AccountTables.Print(report, asJson, output);
        // The token alone can be redirected.
        if (report.Done is not null)
            await (report.Token is null ? output : errors).WriteLineAsync(report.Done);
        return 0;
    }

    private static async Task<AccountReport> DoAsync(RollcallSettings settings, AccountOrder order)
    {
        var folder = Path.GetFullPath(settings.DataDir);
        if (await ControlLine.AskAsync<AccountOrder, AccountReport>(folder, Verb, order) is { } report)
            return report;
        try
        {
            await using var store = FileStore.Open(KeptData.Layout(settings), TimeProvider.System, NullLogger.Instance);
            return await DoAsync(store, settings, order);
        }
        catch (DataFolderInUseException)
        {
            return new($"A server runs on {folder} and does not answer at {ControlSocket.PathIn(folder)}; is it yours, or just starting or stopping?");
        }
        catch (Exception e) when (e is DataFolderUnwritableException or ChannelUnavailableException or StoreFailedException)
        {
            return new($"{folder}: {e.Message}");
        }
    }

    private static async Task<AccountReport> DoAsync(FileStore store, RollcallSettings settings, AccountOrder order)
    {
        using var random = RandomNumberGenerator.Create();
        using var gate = new PasswordGate(new() { AtOnce = 1 }, random, TimeProvider.System);
        await using var house = await AccountsHouse.OpenAsync(store, settings.Accounts, TimeProvider.System, NullLogger.Instance, RoundObserver.None, new OneNode());
        var report = await new AccountDuties(house, gate, random).DoAsync(order);
        await RemovedUsers.EraseAsync(store, house.Book);
        return report;
    }
}
