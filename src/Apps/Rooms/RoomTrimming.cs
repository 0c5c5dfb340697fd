using System.Buffers;
using Rollcall.Core.Store;

namespace Rollcall.Apps.Rooms;

/// <summary>Gives disk space back: whole segments below the floor.</summary>
internal static class RoomTrimming
{
    /// <summary>Removes what may go; answers how many entries that were. What is needed to open the room stays: two snapshots, and all that comes after the older of them.</summary>
    public static async ValueTask<long> RunAsync(RoomKind kind, Room room, IEventLog log, long floor)
    {
        if (!room.IsOpen || floor - 1 <= log.Floor)
            return 0;
        var (before, floorBefore) = (await log.ReadSnapshotAsync(CancellationToken.None), log.Floor);
        var body = new ArrayBufferWriter<byte>(64 * 1024);
        kind.WriteSnapshot(room, body);
        await log.WriteSnapshotAsync(new(room.Head, room.Epoch, body.WrittenMemory), CancellationToken.None);
        if (before is not null)
            await log.TrimAsync(Math.Min(floor - 1, before.Seq), CancellationToken.None);
        return log.Floor - floorBefore;
    }
}
