using System.Globalization;
using Rollcall.Apps.Accounts;
using Rollcall.Core.Store;

namespace Rollcall.Server.Identity;

/// <summary>Erases the logs of users who are no more, while nobody has them open: at the start, and when the operator removes somebody without a running
/// server. In a running one the application that holds them is told (<see cref="AccountNews.UserRemoved"/>).</summary>
internal static class RemovedUsers
{
    /// <summary>Looks at every log of a user.</summary>
    public static async Task EraseAsync(IEventStore store, AccountBook book)
    {
        foreach (var (channel, _) in store.List("user").ToList())
        {
            if (long.TryParse(channel.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && book.Users.ContainsKey(id))
                continue;
            await using var log = await store.OpenAsync(channel, create: false, CancellationToken.None);
            if (log is not null)
                await log.DeleteAsync(CancellationToken.None);
        }
    }
}
