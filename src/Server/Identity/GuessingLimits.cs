using Rollcall.Apps.Accounts;
using Rollcall.Core.Sessions;

namespace Rollcall.Server.Identity;

/// <summary>Slows down guessing (devices specification, 6): log-ins per address and failures per handle. An attempt counts from the moment it begins, so many at
/// once are no way round it. Any thread.</summary>
public sealed class GuessingLimits(AccountSettings settings, TimeProvider time)
{
    private const int MostKeys = 100_000;
    private const int LongestHandle = 64;

    private readonly Throttle<string> addresses = new(ThrottleRule.Window(settings.LogInsPerMinute, TimeSpan.FromMinutes(1)), MostKeys, time);
    private readonly Throttle<string> handles = new(ThrottleRule.Window(settings.FailuresPerHandle, TimeSpan.FromMinutes(15)), MostKeys, time);
    private readonly Throttle<string> registrations = new(ThrottleRule.Window(settings.RegistrationsPerHour, TimeSpan.FromHours(1)), MostKeys, time);

    /// <summary>Begins an attempt: null if it may go on, otherwise how long to wait.</summary>
    public TimeSpan? Begin(string address, string handle)
    {
        if (addresses.Begin(AddressKey.Of(address)) is { } tooMany)
            return tooMany;
        if (handles.Begin(KeyOf(handle)) is not { } besieged)
            return null;
        // Nobody looks, so it is no attempt of that address either.
        addresses.Withdraw(AddressKey.Of(address));
        return besieged;
    }

    /// <summary>The password was right: it was no failure. As a log-in it stays counted for its address.</summary>
    public void Succeed(string handle) => handles.Withdraw(KeyOf(handle));

    /// <summary>It was right, and no log-in: it does not count for its address either.</summary>
    public void WithdrawAddress(string address) => addresses.Withdraw(AddressKey.Of(address));

    /// <summary>It does not count at all: nobody looked.</summary>
    public void Withdraw(string address, string handle)
    {
        addresses.Withdraw(AddressKey.Of(address));
        handles.Withdraw(KeyOf(handle));
    }

    /// <summary>Begins a registration: null if it may go on, otherwise how long to wait.</summary>
    public TimeSpan? BeginRegistration(string address) => registrations.Begin(AddressKey.Of(address));

    /// <summary>Nothing was registered, as the server was too busy to look.</summary>
    public void WithdrawRegistration(string address) => registrations.Withdraw(AddressKey.Of(address));

    // No account has a longer one: all those are counted together and hold no memory.
    private static string KeyOf(string handle) => handle.Length > LongestHandle ? "" : handle.ToUpperInvariant();
}
