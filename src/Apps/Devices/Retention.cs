using System.Buffers;
using Rollcall.Core.Store;

namespace Rollcall.Apps.Devices;

/// <summary>Removes events that are old or too many from the front of a user's log, whole segments at a time: possibly later than asked, never earlier.
/// Owned by the loop of the user's channel.</summary>
internal sealed class Retention(UserKind kind)
{
    private UserLetter.Retiring? asked;

    /// <summary>Whether somebody waits.</summary>
    public bool IsOwed => asked is not null;

    /// <summary>Notes what is to go. One at a time: a second one is answered by the first.</summary>
    public void Ask(UserLetter.Retiring retiring) => asked ??= retiring;

    /// <summary>Forgets who is not answered any more.</summary>
    public void Forget(UserLetter.Retiring retiring) => asked = asked == retiring ? null : asked;

    /// <summary>Does it.</summary>
    public async ValueTask RunAsync(UserLog state, IEventLog log)
    {
        var (retiring, before) = (asked!, log.Floor);
        asked = null;
        var through = await ThroughAsync(state, log, retiring);
        // The documents are read from the snapshot once the events before it are gone, so it comes first and must be there.
        if (through > before && await HasSnapshotAsync(state, log, through))
            await log.TrimAsync(through, CancellationToken.None);
        retiring.Done = new(log.Floor - before, log.Floor + 1);
    }

    private static async ValueTask<long> ThroughAsync(UserLog state, IEventLog log, UserLetter.Retiring retiring)
    {
        var through = Math.Max(log.Floor, state.Head - retiring.Newest);
        if (retiring.OlderThan is not { } limit)
            return through;
        await foreach (var line in log.ReadAsync(through, CancellationToken.None))
        {
            if (line.At >= limit)
                break;
            through = line.Seq;
        }

        return through;
    }

    private async ValueTask<bool> HasSnapshotAsync(UserLog state, IEventLog log, long through)
    {
        if (await log.ReadSnapshotAsync(CancellationToken.None) is { } kept && kept.Seq >= through)
            return true;
        var body = new ArrayBufferWriter<byte>(64 * 1024);
        kind.WriteSnapshot(state, body);
        await log.WriteSnapshotAsync(new(state.Head, kind.EpochOf(state), body.WrittenMemory), CancellationToken.None);
        return await log.ReadSnapshotAsync(CancellationToken.None) is { } written && written.Seq >= through;
    }
}
