using System.Text.Json;
using Rollcall.Apps.Accounts;
using Rollcall.Core.Channels;
using Rollcall.Core.Cluster;
using Rollcall.Core.Sessions;
using Rollcall.Server.Hosting;
using Rollcall.Server.Identity;
using Rollcall.Server.Observing;

namespace Rollcall.Server.Doors.Accounts;

/// <summary>Puts accounts into the server: the first of all applications, as the others ask it who somebody is.</summary>
public static class AccountApplication
{
    private static readonly TimeSpan WriteTouchesEvery = TimeSpan.FromMinutes(1);

    /// <summary>Opens the channel of accounts and adds its door. Throws <see cref="StartRefusedException"/> where its log cannot be read.</summary>
    public static async ValueTask AddAsync(ServerParts parts, IBus bus)
    {
        var settings = parts.Settings.Accounts;
        var gate = new PasswordGate(parts.Passwords.Options with { AtOnce = settings.PasswordsAtOnce, Waiting = settings.PasswordsWaiting }, parts.Random, parts.Time);
        parts.Owned.Add(new Ending(() =>
        {
            gate.Dispose();
            return ValueTask.CompletedTask;
        }));
        AccountsHouse house;
        try
        {
            house = await AccountsHouse.OpenAsync(parts.Store, settings, parts.Time, parts.Logs.CreateLogger("Rollcall.Accounts"), new CountedRounds(parts.Measures), bus);
        }
        catch (ChannelUnavailableException)
        {
            throw new StartRefusedException("the log of accounts cannot be read; rollcall verify says what is wrong with it");
        }

        parts.Owned.Add(house);
        await RemovedUsers.EraseAsync(parts.Store, house.Book);
        var limits = new GuessingLimits(settings, parts.Time);
        var proof = new PasswordProof(house, gate, limits, parts.Measures, parts.Logs.CreateLogger<PasswordProof>());
        var identities = new Identities(house, proof, parts.Logs.CreateLogger<Identities>());
        parts.Identities = identities;
        // When everything that could be seen is closed, and before the channel is.
        parts.Owned.Add(new Ending(async () => await identities.WriteTouchesAsync()));
        var admission = new Admission(identities, parts.Origins);
        var desk = new SessionDesk(house, identities, proof, gate, limits, parts.Random, parts.Logs.CreateLogger<SessionDesk>());
        parts.Doors.Add(new SessionDoor(house, desk, admission).Map);
        parts.Doors.Add(new UserDeviceDoor(house, identities, admission).Map);
        parts.Doors.Add(new AccountAdminDoor(house, identities, admission).Map);
        var duties = new AccountDuties(house, gate, parts.Random);
        parts.Control["accounts"] = async order => await duties.DoAsync(order.Deserialize<AccountOrder>() ?? throw new JsonException("no order"));
        parts.FirstStart.Add(made => AddOperatorAsync(house, made));
        parts.ErrorShapes.Add(new("/v1", V1Error.Of));
        parts.StatusSections.Add(new("accounts", () => new { Users = identities.Book.Users.Count, Devices = identities.Book.Devices.Count, Sessions = identities.Book.Sessions.Count }));

        parts.DoDaily(new Expiry(house, identities).RunAsync);
        parts.Owned.Add(parts.Time.CreateTimer(_ => _ = identities.WriteTouchesAsync(), null, WriteTouchesEvery, WriteTouchesEvery));
    }

    // Name and password that the first start prints open the pages, too: a web log-in needs an account. Where there are some already, or the name is none for an
    // account, the operator makes one by hand.
    private static async Task AddOperatorAsync(AccountsHouse house, OperatorAccount made)
    {
        if (house.Book.Users.Count == 0 && HandleRule.Fault(made.User) is null)
            await house.AskAsync(new AccountCommand.AddUser(made.User, AccountRole.Admin, made.PasswordHash.ToString()));
    }

    private sealed class Ending(Func<ValueTask> end) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => end();
    }
}
