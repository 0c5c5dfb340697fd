using Microsoft.Extensions.Logging;
using Rollcall.Core.Channels;
using Rollcall.Core.Store;

namespace Rollcall.Apps.Rooms;

/// <summary>What a room does with its log beside appending: the last entries and read marks when it opens, marks saved late, the times retention asks for, disk space
/// given back. Runs on the room's loop, between deciding and speaking.</summary>
internal sealed class RoomKeeping(RoomKind kind, ILogger operatorLog, RecentEntries recent, ReadMarks marks, Floor floor)
{
    private readonly List<RoomLetter.Saving> savings = [];
    private RoomLetter.Trimming? trimming;
    private bool floorWanted;

    /// <summary>Whether <see cref="OpenAsync"/> was done.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Somebody will be told the floor in this round.</summary>
    public void WantFloor() => floorWanted = true;

    /// <summary>Read marks are to be kept now.</summary>
    public void Want(RoomLetter.Saving saving) => savings.Add(saving);

    /// <summary>Disk space is to be given back.</summary>
    public void Want(RoomLetter.Trimming asked) => (trimming, floorWanted) = (asked, true);

    /// <summary>Whether there is something to do.</summary>
    public bool Owes(Room room, DateTimeOffset now) =>
        !IsOpen || trimming is not null || savings.Count > 0 || marks.SaveAt <= now || (floorWanted && floor.NeedsTimes(room, now));

    /// <summary>Reads what is wanted first after a restart.</summary>
    public async ValueTask OpenAsync(Room room, IEventLog opened)
    {
        IsOpen = true;
        // What came last is wanted first, by everybody who comes back after a restart: it is read once.
        var last = new List<Happened<RoomEvent>>();
        await foreach (var line in opened.ReadAsync(Math.Max(opened.Floor, room.Head - RecentEntries.Most), CancellationToken.None))
            last.Add(Opening.Read(kind, line));
        recent.Restore(last, room);
        if (await opened.ReadBesideAsync(ReadMarks.Document, CancellationToken.None) is { } document && !marks.Read(document, room.Epoch))
            RoomLog.MarksLost(operatorLog, room.Id);
    }

    /// <summary>Does what there is to do.</summary>
    public async ValueTask DoAsync(Room room, IEventLog opened, DateTimeOffset now)
    {
        if (floorWanted && floor.NeedsTimes(room, now))
            await floor.ReadAsync(room, opened, now);
        floorWanted = false;
        if (marks.SaveAt <= now || savings.Count > 0)
            await SaveAsync(room, opened, now);
        if (trimming is { } asked)
        {
            asked.Give(new(await RoomTrimming.RunAsync(kind, room, opened, floor.Of(room, now))));
            trimming = null;
        }
    }

    /// <summary>The room ends: nobody waits any longer.</summary>
    public void End()
    {
        savings.ForEach(one => one.Give(null));
        trimming?.Give(null);
    }

    private async ValueTask SaveAsync(Room room, IEventLog opened, DateTimeOffset now)
    {
        try
        {
            if (marks.SaveAt is not null && room.IsOpen)
                await opened.WriteBesideAsync(ReadMarks.Document, marks.Write(room.Epoch), CancellationToken.None);
            marks.SaveAt = null;
        }
        catch (StoreFailedException full)
        {
            // They are told again and again by those who read; the room goes on without.
            RoomLog.MarksNotKept(operatorLog, room.Id, full.Message);
            marks.SaveAt = now + TimeSpan.FromSeconds(5);
        }

        savings.ForEach(one => one.Give(one));
        savings.Clear();
    }
}
