using Rollcall.Apps.Meets;
using Rollcall.Core.Channels;
using Rollcall.Core.Store;

namespace Rollcall.Server.Doors.Meets;

/// <summary>Removes meets whose time is over: finished ones after the configured days, and those that were made and never used (specification 4.5).
/// Runs once a day; one run at a time.</summary>
public sealed class MeetRetention(MeetHouse house, IEventStore store, ILogger<MeetRetention> log)
{
    private int running;

    /// <summary>Looks at every meet; answers the ids of those it removed.</summary>
    public async Task<IReadOnlyList<string>> RunAsync()
    {
        if (Interlocked.Exchange(ref running, 1) == 1)
            return [];
        try
        {
            var removed = new List<string>();
            foreach (var (channel, archived) in store.List("meet").ToList())
            {
                if ((!archived || house.Settings.FinishedRetentionDays > 0) && await LookAsync(channel))
                    removed.Add(channel.Key);
            }

            return removed;
        }
        finally
        {
            Volatile.Write(ref running, 0);
        }
    }

    private async Task<bool> LookAsync(ChannelName channel)
    {
        try
        {
            if (await house.Directory.FindAsync(channel) is not { } actor || Reason(actor.State) is not { } reason || (actor.State.Published is null && actor.Members > 0))
                return false;
            await actor.DeleteAsync();
            MeetDoorLog.Removed(log, channel.Key, reason);
            return true;
        }
        catch (ChannelUnavailableException unavailable)
        {
            MeetDoorLog.RetentionFailed(log, channel.Key, unavailable.Message);
            return false;
        }
    }

    /// <summary>Why a meet goes; null if it stays.</summary>
    private string? Reason(Meet meet)
    {
        var (now, settings) = (house.Time.GetUtcNow(), house.Settings);
        if (meet.Published is { } published)
            return settings.FinishedRetentionDays > 0 && published.At + TimeSpan.FromDays(settings.FinishedRetentionDays) < now ? "finished_retention_days is over" : null;
        var unused = meet is { Updates: 0, Authors.Count: 1, Recovering: null } && meet.Lineage.Lives.Length == 1 && meet.Began + TimeSpan.FromDays(settings.UnusedMeetDays) < now;
        return unused ? "it was never used for unused_meet_days" : null;
    }
}
