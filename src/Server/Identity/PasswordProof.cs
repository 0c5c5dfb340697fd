using Rollcall.Apps.Accounts;
using Rollcall.Core.Measuring;
using Rollcall.Core.Sessions;

namespace Rollcall.Server.Identity;

/// <summary>Looks at passwords of accounts: slowed down, a few at once, and as long for a handle nobody has as for a wrong password. Any thread.</summary>
public sealed class PasswordProof(AccountsHouse house, PasswordGate gate, GuessingLimits limits, Measures measures, ILogger<PasswordProof> log)
{
    /// <summary>Proves somebody without a log-in, as HTTP Basic does with every request: only failures count, and whoever proved it a moment ago is let through.</summary>
    public async ValueTask<PasswordVerdict> CheckAsync(string handle, string password, string address)
    {
        if (Remembered(handle, password) is { } known)
            return new PasswordVerdict.Good(known);
        var (verdict, _) = await LogInAsync(handle, password, address);
        if (verdict is PasswordVerdict.Good)
            limits.WithdrawAddress(address);
        return verdict;
    }

    /// <summary>Who proved it with that password a moment ago; null for nobody. For doors with a throttle of their own, which such a one passes.</summary>
    public WhoIs? Remembered(string handle, string password) =>
        house.Book.UserByHandle(handle.Trim()) is { } known && Parsed(known) is { } hash && gate.Remembers(password, hash) ? WhoIsOf(known) : null;

    /// <summary>Proves somebody who logs in, which counts for the address also when it is right.</summary>
    /// <returns>The verdict, and the account as it was when the password was compared.</returns>
    public async ValueTask<(PasswordVerdict Verdict, Account? Account)> LogInAsync(string handle, string password, string address)
    {
        handle = handle.Trim();
        if (limits.Begin(address, handle) is { } wait)
        {
            measures.AuthAttempt("account", "throttled");
            IdentityLog.LogInThrottled(log);
            return (new PasswordVerdict.Throttled(wait), null);
        }

        var account = PasswordRule.CanBe(password) ? house.Book.UserByHandle(handle) : null;
        var hash = account is null ? null : Parsed(account);
        switch (hash is null ? await gate.VerifyNobodyAsync(password, CancellationToken.None) : await gate.VerifyAsync(password, hash, CancellationToken.None))
        {
            case PasswordAnswer.Right:
                limits.Succeed(handle);
                measures.AuthAttempt("account", "ok");
                return (new PasswordVerdict.Good(WhoIsOf(account!)), account);
            case PasswordAnswer.Busy:
                limits.Withdraw(address, handle);
                measures.AuthAttempt("account", "busy");
                return (new PasswordVerdict.Busy(), null);
            default:
                measures.AuthAttempt("account", "failed");
                IdentityLog.LogInFailed(log);
                return (new PasswordVerdict.Wrong(), null);
        }
    }

    /// <summary>Whether a password that was just found right is also that of the account as it is now; counts as no attempt.</summary>
    public async ValueTask<bool> StillHoldsAsync(string password, Account account) =>
        Parsed(account) is { } hash && await gate.VerifyAsync(password, hash, CancellationToken.None) == PasswordAnswer.Right;

    private static PasswordHash? Parsed(Account account) => PasswordHash.TryParse(account.PasswordHash, out var hash) ? hash : null;

    private static WhoIs WhoIsOf(Account account) => new(account.Id, account.Handle, account.Role, 0, null);
}
