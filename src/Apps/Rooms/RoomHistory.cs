using Rollcall.Core.Channels;
using Rollcall.Core.Store;

namespace Rollcall.Apps.Rooms;

/// <summary>A page of chat entries, oldest first.</summary>
/// <param name="Items">As members hear them.</param>
/// <param name="Next">Where the following page begins; null where there is none.</param>
/// <param name="Room">As it was then.</param>
/// <param name="Floor">The lowest entry served then.</param>
public sealed record RoomPage(IReadOnlyList<byte[]> Items, bool HasMore, long? Next, Room Room, long Floor);

/// <summary>Reads a room's past out of its log, away from its loop: nobody in the room waits for it. What it gives is told as it stands at the moment it is
/// given. Any thread.</summary>
/// <param name="actor">The room's.</param>
/// <param name="kind">Reads events.</param>
public sealed class RoomHistory(Actor<Room, RoomCommand, RoomEvent, RoomAnswer> actor, RoomKind kind)
{
    private const int FirstStretch = 128;
    private const int LongestStretch = 8_192;

    private readonly RoomReplies replies = new(actor.Channel.Key);

    /// <summary>The last messages below <paramref name="before"/> (null: the newest), or the first above <paramref name="after"/>; null where the room ended meanwhile.</summary>
    public async ValueTask<RoomPage?> PageAsync(long? before, long? after, int limit, int maxBytes)
    {
        if (await ServedAsync() is not { } now)
            return null;
        var top = Math.Min((before ?? long.MaxValue) - 1, now.Room.Head);
        var chat = after is { } above ? await ForwardsAsync(Math.Max(above + 1, now.Floor), now.Room.Head, limit + 1) : await BackwardsAsync(top, now.Floor, limit + 1);
        if (chat is null)
            return null;
        var hasMore = chat.Count > limit;
        if (hasMore)
            chat.RemoveAt(after is null ? 0 : chat.Count - 1);
        var items = await RenderAsync(chat);
        if (items is null)
            return null;
        // What does not fit comes with the following page: the first of the page's direction always fits.
        var fits = Fitting(after is null ? items.AsEnumerable().Reverse() : items, maxBytes);
        if (fits < items.Count)
        {
            hasMore = true;
            (items, chat) = after is null ? (items[^fits..], chat[^fits..]) : (items[..fits], chat[..fits]);
        }

        return new(items, hasMore, hasMore ? (after is null ? chat[0] : chat[^1]).Seq : null, actor.State, now.Floor);
    }

    /// <summary>A chat entry as it was sent; null where there is none of that number.</summary>
    public async ValueTask<SentMessage?> FindAsync(long seq)
    {
        var room = actor.State;
        return seq >= 1 && seq <= room.Head && await ReadAsync(seq, seq) is [{ Body: RoomEvent.Posted posted } entry]
            ? new(seq, posted.By, posted.Subtype, entry.At) : null;
    }

    /// <summary>Entries as members hear them, and whether they were all still served; null where the room ended meanwhile.</summary>
    public async ValueTask<(IReadOnlyList<byte[]> Messages, bool Served)?> EntriesAsync(long from, long through)
    {
        if (await ReadAsync(from, through) is not { } read || await RenderAsync(read) is not { } messages || await ServedAsync() is not { } now)
            return null;
        return (messages, from >= now.Floor && messages.Count == through - from + 1);
    }

    private async ValueTask<List<Happened<RoomEvent>>?> BackwardsAsync(long top, long floor, int count)
    {
        var found = new List<Happened<RoomEvent>>();
        for (var stretch = Math.Max(FirstStretch, count); top >= floor && found.Count < count; stretch = Math.Min(stretch * 4, LongestStretch))
        {
            var bottom = Math.Max(floor, top - stretch + 1);
            if (await ReadAsync(bottom, top) is not { } read)
                return null;
            found.InsertRange(0, read.Where(entry => entry.Body is RoomEvent.Posted).TakeLast(count - found.Count));
            top = bottom - 1;
        }

        return found;
    }

    private async ValueTask<List<Happened<RoomEvent>>?> ForwardsAsync(long from, long head, int count)
    {
        var found = new List<Happened<RoomEvent>>();
        for (var stretch = Math.Max(FirstStretch, count); from <= head && found.Count < count; stretch = Math.Min(stretch * 4, LongestStretch))
        {
            var through = Math.Min(head, from + stretch - 1);
            if (await ReadAsync(from, through) is not { } read)
                return null;
            found.AddRange(read.Where(entry => entry.Body is RoomEvent.Posted).Take(count - found.Count));
            from = through + 1;
        }

        return found;
    }

    /// <summary>Puts entries into bytes as they stand now. The content of later edits is read first, and looked for again until none is missing.</summary>
    private async ValueTask<List<byte[]>?> RenderAsync(List<Happened<RoomEvent>> entries)
    {
        var contents = entries.Where(entry => entry.Body is RoomEvent.Edited).ToDictionary(entry => entry.Seq, ContentOf);
        while (true)
        {
            var room = actor.State;
            var missing = entries.Select(entry => EntryText.NeedsContentOf(entry, room)).Where(seq => seq != 0 && !contents.ContainsKey(seq)).Distinct().ToList();
            if (missing.Count == 0)
                return [.. entries.Select(entry => replies.Entry(entry, room, seq => contents[seq]))];
            foreach (var seq in missing)
            {
                if (await ReadAsync(seq, seq) is not [var edit])
                    return null;
                contents[seq] = ContentOf(edit);
            }
        }
    }

    private async ValueTask<List<Happened<RoomEvent>>?> ReadAsync(long from, long through)
    {
        if (await actor.ReadLogAsync(from - 1) is not { } lines)
            return null;
        var entries = new List<Happened<RoomEvent>>();
        await foreach (var line in lines)
        {
            if (line.Seq > through)
                break;
            entries.Add(Opening.Read(kind, line));
        }

        return entries;
    }

    private async ValueTask<Served?> ServedAsync()
    {
        var measuring = new RoomLetter.Measuring();
        return await actor.PostAsync(measuring) ? await measuring.Answer : null;
    }

    private static int Fitting(IEnumerable<byte[]> items, int maxBytes)
    {
        var (count, bytes) = (0, 0);
        foreach (var item in items)
        {
            bytes += item.Length;
            if (count > 0 && bytes > maxBytes)
                break;
            count++;
        }

        return count;
    }

    private static MessageContent ContentOf(Happened<RoomEvent> entry) =>
        entry.Body is RoomEvent.Edited edited ? new(edited.Text, edited.Body) : throw new LogDamagedException($"Entry {entry.Seq} should be an edit and is not");
}
