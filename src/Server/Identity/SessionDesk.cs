using System.Security.Cryptography;
using Rollcall.Apps.Accounts;
using Rollcall.Core.Sessions;

namespace Rollcall.Server.Identity;

/// <summary>What came of asking the desk.</summary>
internal abstract record DeskAnswer
{
    private DeskAnswer() { }

    /// <summary>In; the token is told this once.</summary>
    public sealed record Opened(string Token, WhoIs Who) : DeskAnswer;

    /// <summary>The password is changed, and so many other sessions closed.</summary>
    public sealed record PasswordChanged(int ClosedSessions) : DeskAnswer;

    /// <summary>The password is wrong, or nobody has the handle.</summary>
    /// <param name="OfSession">Whether somebody with a session was asked for it.</param>
    public sealed record WrongPassword(bool OfSession) : DeskAnswer;

    /// <summary>Nobody looked, after too many attempts.</summary>
    public sealed record Throttled(TimeSpan RetryAfter) : DeskAnswer;

    /// <summary>Somebody has the handle.</summary>
    public sealed record HandleTaken : DeskAnswer;

    /// <summary>Nobody looked, as too many passwords are being looked at.</summary>
    public sealed record Busy : DeskAnswer;

    /// <summary>The store takes no writes.</summary>
    public sealed record Unavailable : DeskAnswer;
}

/// <summary>Where sessions are opened and passwords changed: proves the password, then has it decided. Any thread.</summary>
internal sealed class SessionDesk(AccountsHouse house, Identities identities, PasswordProof proof, PasswordGate gate, GuessingLimits limits, RandomNumberGenerator random, ILogger<SessionDesk> log)
{
    // The stored hash may change between proof and decision, when the same user logs in twice and it is renewed; then the new one is looked at.
    private const int Attempts = 3;

    /// <summary>Logs somebody in.</summary>
    public async Task<DeskAnswer> LogInAsync(string handle, string password, DeviceCard device, string address)
    {
        var (verdict, account) = await proof.LogInAsync(handle, password, address);
        if (account is null)
            return Refused(verdict, ofSession: false);
        for (var attempt = 1; ; attempt++)
        {
            if (await OpenAsync(account, await RenewedAsync(password, account.PasswordHash), device) is { } answer)
                return answer;
            account = house.Book.Users.GetValueOrDefault(account.Id);
            if (account is null || attempt == Attempts || !await proof.StillHoldsAsync(password, account))
                return new DeskAnswer.WrongPassword(OfSession: false);
        }
    }

    /// <summary>Makes somebody an account, and logs them in. Handle and password keep to the rules.</summary>
    public async Task<DeskAnswer> RegisterAsync(string handle, string password, DeviceCard device, string address)
    {
        if (limits.BeginRegistration(address) is { } wait)
            return new DeskAnswer.Throttled(wait);
        if (house.Book.UserByHandle(handle) is not null)
            return new DeskAnswer.HandleTaken();
        if (await gate.HashAsync(password, CancellationToken.None) is not { } hash)
        {
            limits.WithdrawRegistration(address);
            return new DeskAnswer.Busy();
        }

        switch (await house.AskAsync(new AccountCommand.AddUser(handle, AccountRole.Member, hash.ToString())))
        {
            case AccountAnswer.Done added when house.Book.Users.GetValueOrDefault(added.Id) is { } account:
                IdentityLog.Changed(log, account.Id, "registered");
                return await OpenAsync(account, null, device) ?? new DeskAnswer.Unavailable();
            case AccountAnswer.Unavailable:
                return new DeskAnswer.Unavailable();
            default:
                return new DeskAnswer.HandleTaken();
        }
    }

    /// <summary>Changes the password of somebody with a session, and closes their other sessions. The new password keeps to the rules.</summary>
    public async Task<DeskAnswer> ChangePasswordAsync(WhoIs who, string current, string changed, string address)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (verdict, account) = await proof.LogInAsync(who.Handle, current, address);
            if (account is null)
                return Refused(verdict, ofSession: true);
            // Being right is no log-in.
            limits.WithdrawAddress(address);
            if (await gate.HashAsync(changed, CancellationToken.None) is not { } hash)
                return new DeskAnswer.Busy();
            switch (await house.AskAsync(new AccountCommand.SetPassword(who.UserId, account.PasswordHash, hash.ToString(), who.SessionId)))
            {
                case AccountAnswer.Closed closed:
                    IdentityLog.Changed(log, who.UserId, "password changed");
                    return new DeskAnswer.PasswordChanged(closed.Sessions);
                case AccountAnswer.Unavailable:
                    return new DeskAnswer.Unavailable();
                default:
                    if (attempt == Attempts)
                        return new DeskAnswer.WrongPassword(OfSession: true);
                    break;
            }
        }
    }

    // Null where the password that was proved is no longer the stored one.
    private async Task<DeskAnswer?> OpenAsync(Account account, string? renewedHash, DeviceCard device)
    {
        var token = TokenHash.NewToken(random);
        switch (await house.AskAsync(new AccountCommand.OpenSession(account.Id, account.PasswordHash, renewedHash, device, TokenHash.Of(token).Text, identities.Lately())))
        {
            case AccountAnswer.Opened opened:
                IdentityLog.LoggedIn(log, account.Id, opened.DeviceId, opened.SessionId);
                return new DeskAnswer.Opened(token, new(account.Id, account.Handle, account.Role, opened.SessionId, opened.DeviceId));
            case AccountAnswer.Unavailable:
                return new DeskAnswer.Unavailable();
            default:
                return null;
        }
    }

    // Where too much is waiting, the next log-in does it.
    private async Task<string?> RenewedAsync(string password, string stored) =>
        PasswordHash.TryParse(stored, out var hash) && hash.IsWeakerThan(gate.Options.Cost) ? (await gate.HashAsync(password, CancellationToken.None))?.ToString() : null;

    private static DeskAnswer Refused(PasswordVerdict verdict, bool ofSession) => verdict switch
    {
        PasswordVerdict.Throttled throttled => new DeskAnswer.Throttled(throttled.RetryAfter),
        PasswordVerdict.Busy => new DeskAnswer.Busy(),
        _ => new DeskAnswer.WrongPassword(ofSession),
    };
}
