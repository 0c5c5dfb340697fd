using Rollcall.Core.Store;

namespace Rollcall.Apps.Rooms;

/// <summary>Finds the lowest entry that is served: by the number of entries at once, by age with the times of the one stretch of the log in which the
/// limit lies. Owned by the room's loop.</summary>
internal sealed class Floor
{
    private long from;
    private List<DateTimeOffset> times = [];

    /// <summary>Whether times must be read from the log before <see cref="Of"/> can be answered.</summary>
    public bool NeedsTimes(Room room, DateTimeOffset now)
    {
        if (room.OldestServed(now) is not { } oldest || MarkBefore(room, oldest) is not { } mark)
            return false;
        var through = Math.Min(mark + RoomEvolving.MarkEvery - 1, room.Head);
        return from != mark || (times.Count < through - mark + 1 && times.TrueForAll(at => at < oldest));
    }

    /// <summary>Reads them: 1,024 at most.</summary>
    public async ValueTask ReadAsync(Room room, IEventLog log, DateTimeOffset now)
    {
        var mark = MarkBefore(room, room.OldestServed(now)!.Value)!.Value;
        var read = new List<DateTimeOffset>(RoomEvolving.MarkEvery);
        await foreach (var line in log.ReadAsync(mark - 1, CancellationToken.None))
        {
            if (line.Seq >= mark + RoomEvolving.MarkEvery)
                break;
            // What was removed from the disk was too old.
            while (mark + read.Count < line.Seq)
                read.Add(DateTimeOffset.MinValue);
            read.Add(line.At);
        }

        (from, times) = (mark, read);
    }

    /// <summary>The lowest entry served; one above the head where none is.</summary>
    public long Of(Room room, DateTimeOffset now)
    {
        var byAge = 0L;
        if (room.OldestServed(now) is { } oldest && MarkBefore(room, oldest) is not null)
        {
            var young = times.FindIndex(at => at >= oldest);
            byAge = from + (young < 0 ? times.Count : young);
        }

        return Math.Min(Math.Max(room.FloorByCount, byAge), room.Head + 1);
    }

    /// <summary>The last mark that is too old; the limit lies after it and before the next one. Null where all are young enough.</summary>
    private static long? MarkBefore(Room room, DateTimeOffset oldest)
    {
        var index = room.TimeMarks.FindLastIndex(mark => mark.At < oldest);
        return index < 0 ? null : room.TimeMarks[index].Seq;
    }
}
