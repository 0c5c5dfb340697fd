using Rollcall.Apps.Accounts;

namespace Rollcall.Server.Identity;

/// <summary>The daily task of accounts: ends sessions nobody used for <c>accounts.idle_days</c>, and removes devices without session not seen for as long.
/// Any thread; whether a request comes after its session's end is known without it.</summary>
public sealed class Expiry(AccountsHouse house, Identities identities)
{
    /// <summary>Does it now; answers how many sessions it ended.</summary>
    public async Task<int> RunAsync() =>
        house.Settings.IdleDays > 0 && await house.AskAsync(new AccountCommand.Expire(TimeSpan.FromDays(house.Settings.IdleDays), identities.Lately())) is AccountAnswer.Closed closed
            ? closed.Sessions
            : 0;
}
