using Rollcall.Core.Store;

namespace Rollcall.Apps.Queue;

/// <summary>An operator's action that changed something.</summary>
/// <param name="Seq">Its first event.</param>
/// <param name="Undone">Whether it was undone since.</param>
public sealed record AuditEntry(long Seq, DateTimeOffset At, By By, Deed Deed, bool Undone);

/// <summary>A stretch of the audit.</summary>
/// <param name="Entries">Newest first.</param>
/// <param name="More">Whether there are older ones.</param>
public sealed record AuditPage(IReadOnlyList<AuditEntry> Entries, bool More);

/// <summary>Reads the audit out of the log: it holds every action, and what was undone.</summary>
public static class QueueAudit
{
    /// <summary>How many events are read at first; more if that is not enough.</summary>
    private const long FirstStretch = 1_000;

    /// <summary>The newest actions before an event; null where the log cannot be read any more.</summary>
    /// <param name="read">Reads the log after an event; null where it cannot be read any more.</param>
    /// <param name="head">The last event there is.</param>
    /// <param name="limit">The most entries.</param>
    /// <param name="before">Only actions before this event; null for the newest.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<AuditPage?> ReadAsync(Func<long, ValueTask<IAsyncEnumerable<LoggedEvent>?>> read, long head, int limit, long? before, CancellationToken cancel)
    {
        var end = Math.Min(before ?? long.MaxValue, head + 1);
        for (var stretch = FirstStretch; ; stretch *= 4)
        {
            var from = Math.Max(0, end - 1 - stretch);
            if (await read(from) is not { } log)
                return null;
            var found = await ReadAsync(log, end, cancel);
            if (found.Count <= limit && from > 0)
                continue;
            return new([.. found.AsEnumerable().Reverse().Take(limit)], found.Count > limit);
        }
    }

    private static async Task<List<AuditEntry>> ReadAsync(IAsyncEnumerable<LoggedEvent> log, long end, CancellationToken cancel)
    {
        var (found, undone, last) = (new List<AuditEntry>(), new HashSet<long>(), DateTimeOffset.MaxValue);
        await foreach (var line in log.WithCancellation(cancel))
        {
            // An action can be undone only so long; whatever comes later says nothing about those asked for.
            if (line.Seq >= end && last < DateTimeOffset.MaxValue && line.At - last > Undoable.Window)
                break;
            if (line.Seq < end)
                last = line.At;
            var one = QueueEventJson.Read(line.Type, line.Body);
            if (one.Deed is not { } deed)
                continue;
            if (deed.Undone is { } reverted)
                undone.Add(reverted);
            if (line.Seq < end && one.By.IsOperator)
                found.Add(new(line.Seq, line.At, one.By, deed, Undone: false));
        }

        return [.. found.Select(one => one with { Undone = undone.Contains(one.Seq) })];
    }
}
