using Rollcall.Apps.Devices;
using Rollcall.Core.Channels;

namespace Rollcall.Server.Doors.Devices;

/// <summary>Removes sync events whose time is over, and what is left of users that were removed. Runs once a day; one run at a time.</summary>
public sealed class SyncRetention(DeviceHouse house, ILogger<SyncRetention> log)
{
    private int running;

    /// <summary>Looks at every user; answers how many events went.</summary>
    public async Task<long> RunAsync()
    {
        if (Interlocked.Exchange(ref running, 1) == 1)
            return 0;
        try
        {
            var removed = 0L;
            foreach (var user in house.KnownUsers)
                removed += await LookAsync(user);
            return removed;
        }
        finally
        {
            Volatile.Write(ref running, 0);
        }
    }

    private async Task<long> LookAsync(long user)
    {
        if (!house.Identities.Book.Users.ContainsKey(user))
        {
            await house.EraseAsync(user);
            return 0;
        }

        DateTimeOffset? olderThan = house.Settings.RetentionDays == 0 ? null : house.Time.GetUtcNow() - TimeSpan.FromDays(house.Settings.RetentionDays);
        try
        {
            var reply = await house.AskAsync(user, () => new UserLetter.Retiring(olderThan, house.Settings.MaxEvents));
            if (reply?.Answer is not { Removed: > 0 } done)
                return 0;
            DeviceDoorLog.Removed(log, done.Removed, user, done.Floor);
            return done.Removed;
        }
        catch (ChannelUnavailableException unavailable)
        {
            DeviceDoorLog.RetentionFailed(log, user, unavailable.Message);
            return 0;
        }
    }
}
