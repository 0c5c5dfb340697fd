using System.Security.Cryptography;
using Rollcall.Apps.Accounts;
using Rollcall.Core.Sessions;

namespace Rollcall.Server.Identity;

/// <summary>What the operator orders on the command line.</summary>
/// <param name="Verb">Such as <c>user add</c>.</param>
/// <param name="Handle">Whose account; null where none is named.</param>
/// <param name="Role">The new role.</param>
/// <param name="Password">The new password.</param>
/// <param name="Label">What a token is for.</param>
/// <param name="Id">Which token.</param>
public sealed record AccountOrder(string Verb, string? Handle = null, string? Role = null, string? Password = null, string? Label = null, long? Id = null);

/// <summary>What came of it.</summary>
/// <param name="Refusal">Why nothing was done, as a sentence; null where it was.</param>
/// <param name="Done">What was done, as a sentence; null for a list.</param>
/// <param name="Token">A fresh token, told this once.</param>
/// <param name="Users">All accounts, where they were asked for.</param>
/// <param name="Tokens">A user's application tokens, where they were asked for.</param>
public sealed record AccountReport(
    string? Refusal = null, string? Done = null, string? Token = null, IReadOnlyList<UserRow>? Users = null, IReadOnlyList<TokenRow>? Tokens = null);

/// <summary>An account in a list.</summary>
public sealed record UserRow(long UserId, string UserHandle, string Role, DateTimeOffset CreatedAt, int Devices, int Sessions);

/// <summary>An application token in a list; never the token itself.</summary>
public sealed record TokenRow(long Id, string? Label, DateTimeOffset CreatedAt, DateTimeOffset LastUsed);

/// <summary>Does what the operator orders, the same in a running server and without one (devices specification, 5.5). Any thread.</summary>
public sealed class AccountDuties(AccountsHouse house, PasswordGate gate, RandomNumberGenerator random)
{
    private static readonly AccountReport Unavailable = new("Nothing can be written just now: look at the disk and the server's log.");

    /// <summary>Does one order.</summary>
    public async Task<AccountReport> DoAsync(AccountOrder order)
    {
        switch (order.Verb)
        {
            case "user list":
                return new(Users: [.. house.Book.Users.Values.OrderBy(user => user.Id)
                    .Select(user => new UserRow(user.Id, user.Handle, user.Role, user.CreatedAt, user.Devices.Count, user.Sessions.Count))]);
            case "user add":
                return await AddAsync(order.Handle ?? "", order.Role ?? AccountRole.Member, order.Password ?? "");
            case "token revoke":
                return Told(await house.AskAsync(new AccountCommand.RevokeToken(order.Id ?? 0)), $"Token {order.Id} is revoked.", $"There is no application token {order.Id}.");
        }

        if (house.Book.UserByHandle(order.Handle ?? "") is not { } user)
            return new($"There is no account '{order.Handle}'.");
        var missing = $"There is no account '{user.Handle}'.";
        switch (order.Verb)
        {
            case "user passwd":
                return await SetPasswordAsync(user, order.Password ?? "");
            case "user role":
                return AccountRole.Is(order.Role)
                    ? Told(await house.AskAsync(new AccountCommand.SetRole(user.Id, order.Role!)), $"{user.Handle} is {order.Role} now.", missing)
                    : new($"'{order.Role}' is no role: admin or member.");
            case "user logout":
                return Told(await house.AskAsync(new AccountCommand.CloseSessions(user.Id, SessionScope.All, Mine: null)), $"{user.Handle} is logged out everywhere.", missing);
            case "user remove":
                return Told(await house.AskAsync(new AccountCommand.RemoveUser(user.Id)), $"{user.Handle} is removed with all devices and sessions.", missing);
            case "token add":
                return await AddTokenAsync(user, order.Label ?? "");
            case "token list":
                return new(Tokens: [.. house.Book.SessionsOf(user).Where(session => session.DeviceId is null)
                    .Select(session => new TokenRow(session.Id, session.Label, session.CreatedAt, session.LastUsed))]);
            default:
                return new($"'{order.Verb}' is nothing this server does; is it of another version?");
        }
    }

    private async Task<AccountReport> AddAsync(string handle, string role, string password)
    {
        if ((HandleRule.Fault(handle) ?? PasswordRule.Fault(password)) is { } fault)
            return new(fault);
        if (!AccountRole.Is(role))
            return new($"'{role}' is no role: admin or member.");
        return await HashAsync(password) is { } hash
            ? Told(await house.AskAsync(new AccountCommand.AddUser(handle, role, hash)), $"{handle} is added as {role}.", $"Somebody has the handle '{handle}' already.")
            : Unavailable;
    }

    private async Task<AccountReport> SetPasswordAsync(Account user, string password)
    {
        if (PasswordRule.Fault(password) is { } fault)
            return new(fault);
        return await HashAsync(password) is { } hash
            ? Told(await house.AskAsync(new AccountCommand.SetPassword(user.Id, null, hash, Keep: null)), $"{user.Handle} has a new password and is logged out everywhere.", "The account is gone.")
            : Unavailable;
    }

    private async Task<AccountReport> AddTokenAsync(Account user, string label)
    {
        var cleaned = DeviceWords.WithoutControls(label);
        if (cleaned.EnumerateRunes().Count() is < 1 or > DeviceWords.LongestName)
            return new("A label has 1 to 100 characters.");
        var token = TokenHash.NewToken(random);
        return await house.AskAsync(new AccountCommand.OpenToken(user.Id, cleaned, TokenHash.Of(token).Text)) switch
        {
            AccountAnswer.Done done => new(Done: $"Token {done.Id} of {user.Handle}; it is shown this once.", Token: token),
            AccountAnswer.Unavailable => Unavailable,
            _ => new($"There is no account '{user.Handle}'."),
        };
    }

    private async Task<string?> HashAsync(string password) => (await gate.HashAsync(password, CancellationToken.None))?.ToString();

    private static AccountReport Told(AccountAnswer answer, string done, string refused) => answer switch
    {
        AccountAnswer.Refused => new(refused),
        AccountAnswer.Unavailable => Unavailable,
        _ => new(Done: done),
    };
}
