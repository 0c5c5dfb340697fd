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
        parts.Owned.Add(new Disposing(gate));
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
        var limits = new GuessingLimits(settings, parts.Time);
        var proof = new PasswordProof(house, gate, limits, parts.Measures, parts.Logs.CreateLogger<PasswordProof>());
        var identities = new Identities(house, proof, parts.Logs.CreateLogger<Identities>());
        parts.Identities = identities;
        parts.Owned.Add(parts.Time.CreateTimer(_ => _ = identities.WriteTouchesAsync(), null, WriteTouchesEvery, WriteTouchesEvery));
        parts.DrainSteps.Add(new("accounts", (_, _) => identities.WriteTouchesAsync()));
    }

    private sealed class Disposing(PasswordGate gate) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            gate.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
