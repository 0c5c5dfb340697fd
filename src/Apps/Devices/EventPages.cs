using Rollcall.Core.Channels;
using Rollcall.Core.Store;

namespace Rollcall.Apps.Devices;

/// <summary>Events after a cursor, or word that they are gone.</summary>
/// <param name="Events">In order; null: gone, fetch the state.</param>
/// <param name="Epoch">The life of the log.</param>
/// <param name="Floor">The oldest event kept.</param>
/// <param name="Head">The latest event.</param>
public sealed record EventPage(IReadOnlyList<SyncEvent>? Events, string Epoch, long Floor, long Head)
{
    /// <summary>Whether the client must start over.</summary>
    public bool IsGone => Events is null;

    /// <summary>Whether there is more after this page.</summary>
    public bool HasMore => Events is { Count: > 0 } && Events[^1].Seq < Head;

    /// <summary>Where the client stands after it: the last event's <c>seq</c> while there is more, else the head.</summary>
    public long CurrentSeq => HasMore ? Events![^1].Seq : Head;
}

/// <summary>Reads pages of events from the log. Owned by the loop of the user's channel, which reads between rounds so that a page and the head are of one moment.</summary>
internal sealed class EventPages(UserKind kind)
{
    private const long MostBytes = 4L << 20;

    private readonly List<UserLetter.Reading> asked = [];

    /// <summary>Whether somebody waits.</summary>
    public bool IsOwed => asked.Count > 0;

    /// <summary>Notes who wants a page.</summary>
    public void Ask(UserLetter.Reading reading) => asked.Add(reading);

    /// <summary>Forgets who is not answered any more.</summary>
    public void Forget(UserLetter.Reading reading) => asked.Remove(reading);

    /// <summary>Reads every page that is wanted.</summary>
    public async ValueTask ReadAsync(UserLog state, string epoch, IEventLog log)
    {
        foreach (var reading in asked)
        {
            var life = new LogLife(epoch, log.Floor + 1);
            var events = Since.Answer(reading.Cursor, reading.Epoch, life, state.Head).After is { } after ? await ReadAsync(log, after, reading.Limit) : null;
            reading.Page = new(events, life.Epoch, life.Floor, state.Head);
        }

        asked.Clear();
    }

    private async ValueTask<IReadOnlyList<SyncEvent>> ReadAsync(IEventLog log, long after, int limit)
    {
        var (events, bytes) = (new List<SyncEvent>(), 0L);
        await foreach (var line in log.ReadAsync(after, CancellationToken.None))
        {
            var happened = Opening.Read(kind, line);
            events.Add(UserKind.SyncEventOf(happened, (UserEvent.Appended)happened.Body));
            bytes += line.Body.Length;
            if (events.Count >= limit || bytes >= MostBytes)
                break;
        }

        return events;
    }
}
