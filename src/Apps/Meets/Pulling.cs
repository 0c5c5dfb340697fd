namespace Rollcall.Apps.Meets;

/// <summary>What a pull comes to (specification 7.2). Pure.</summary>
internal static class Pulling
{
    /// <summary>The standing items numbered above a cursor, or all of them for a cursor that means nothing now.</summary>
    public static MeetReply.ServerPull Page(Meet meet, string epoch, long cursor, int limit, int maxBytes)
    {
        var resync = epoch != meet.Epoch || cursor > meet.Head;
        var items = new List<Item>();
        var (bytes, more) = (0, false);
        foreach (var item in meet.Content.Above(resync ? 0 : cursor))
        {
            var size = SizeOf(item);
            if (items.Count == limit || (items.Count > 0 && bytes + size > maxBytes))
            {
                more = true;
                break;
            }

            items.Add(item);
            bytes += size;
        }

        return new(meet.Epoch, items, more ? items[^1].Number : meet.Head, meet.Head, more, resync, meet.Published is not null);
    }

    /// <summary>At least what the item takes on the wire: a character of a name may be escaped with six bytes, a number has at most 16 digits.</summary>
    private static int SizeOf(Item item) =>
        item.Key.Text.Length + (item.Value?.Json.Length ?? 0) + 6 * (item.LocationName.Length + item.AuthorId.Length) + 17 * item.Overruled.Length + 160;

    /// <summary>The page of somebody who hears no updates.</summary>
    public static MeetReply.ServerPull Nothing(Meet meet) => new(meet.Epoch, [], meet.Head, meet.Head, More: false, Resync: false, meet.Published is not null);

    /// <summary>From which number on a client with such a cursor must be asked, because it may know more than the server; null if it need not.</summary>
    public static long? AskFrom(Meet meet, string epoch, long cursor)
    {
        if (epoch == meet.Epoch)
            return cursor > meet.Head ? meet.Head : null;
        // A log that began anew knows only of the life it was told of; a desk may remember another.
        var through = meet.Lineage.Through(epoch) ?? (meet.Reborn ? 0 : null);
        return cursor > through ? through : null;
    }
}
