using System.Text.Json.Nodes;

namespace Rollcall.Tests.Support;

/// <summary>What a client keeps over reconnects and restarts (specification 7.3), and how it merges (7.4). Guarded by the desk's gate.
/// Whatever the server says that cannot be is written down in <see cref="Complaints"/>.</summary>
internal sealed class DeskMemory
{
    private readonly List<DeskEdit> pending = [];
    private readonly List<DeskEdit> history = [];
    private long nextLocal = 1;

    public string MeetId { get; private set; } = "";

    public string Token { get; private set; } = "";

    public string ViewToken { get; private set; } = "";

    public string AuthorId { get; private set; } = "";

    public string LocationName { get; private set; } = "";

    public int Priority { get; set; }

    public string Role { get; private set; } = "";

    public string Epoch { get; private set; } = "";

    public long Cursor { get; private set; }

    public long NextEntryId { get; private set; }

    /// <summary>Every block of entry ids it was given.</summary>
    public List<(long From, long To)> EntryIds { get; } = [];

    public CanonicalLog Canonical { get; } = new();

    public IReadOnlyList<DeskEdit> Pending => pending;

    /// <summary>Every update it ever made.</summary>
    public IReadOnlyList<DeskEdit> History => history;

    public List<string> Complaints { get; } = [];

    public long FreshEntryId() => NextEntryId++;

    public void Joined(JsonObject joined)
    {
        (MeetId, Token, ViewToken) = ((string)joined["meetId"]!, (string)joined["sessionToken"]!, (string)joined["viewToken"]!);
        (LocationName, Priority, Role) = ((string)joined["locationName"]!, (int)joined["priority"]!, (string)joined["role"]!);
        AuthorId = (string)joined["authorId"]!;
        if (joined["entryIds"] is JsonObject ids)
        {
            NextEntryId = (long)ids["from"]!;
            EntryIds.Add((NextEntryId, (long)ids["to"]!));
        }

        if (Epoch.Length == 0)
            Epoch = (string)joined["epoch"]!;
    }

    /// <summary>A local edit. One of an object that has an unanswered update takes over where that one stood: the user has not seen what came since.</summary>
    public DeskEdit Edit(string key, bool deletes, JsonNode? value)
    {
        var before = pending.Find(one => !one.IsAnswered && DeskKeys.Meet(one.Key, key));
        var edit = new DeskEdit(nextLocal++, key, deletes, value?.DeepClone(), before?.Epoch ?? Epoch, before?.After ?? Cursor);
        pending.Add(edit);
        history.Add(edit);
        return edit;
    }

    /// <summary>Everything not answered for good, in local order, in batches of one epoch each.</summary>
    public IEnumerable<IReadOnlyList<DeskEdit>> Batches(int most)
    {
        var batch = new List<DeskEdit>();
        foreach (var edit in pending)
        {
            if (batch.Count > 0 && (batch.Count == most || batch[0].Epoch != edit.Epoch))
            {
                yield return batch;
                batch = [];
            }

            batch.Add(edit);
        }

        if (batch.Count > 0)
            yield return batch;
    }

    /// <summary><c>UpdateAck</c>: where the cursor moves on with it, the update is canonical from now on; where it does not, as while the stream is paused, it stays
    /// pending until the cursor has passed it, for what lies above the cursor is given back to nobody.</summary>
    public void TakeAck(long local, long number, bool live)
    {
        if (history.Find(one => one.Local == local) is not { } edit || edit.Refused is not null)
        {
            Complaints.Add($"an ack for {local}, which {(local < nextLocal ? "was refused" : "was never made")}");
            return;
        }

        if (edit.Acked is { } first && first.Epoch == Epoch && first.Number != number)
            Complaints.Add($"the second ack of {local} says {number}, the first said {first.Number}");
        edit.Acked = (Epoch, number);
        if (!live)
            return;
        pending.Remove(edit);
        // A number up to the cursor, or one held already, says that the value stood before: nothing is new.
        if (number > Cursor && !Canonical.Holds(number))
            Canonical.Take(new(edit.Key, edit.Deletes, edit.Value?.DeepClone(), number, Priority, LocationName, AuthorId));
    }

    /// <summary><c>UpdateRejected</c>: never sent again. What stands instead is told by the stream; told live it must be what is held already.</summary>
    public void TakeRefusal(JsonObject refusal)
    {
        var local = (long)refusal["localSeqNum"]!;
        if (history.Find(one => one.Local == local) is not { } edit || edit.Acked is { } acked && acked.Epoch == Epoch)
        {
            Complaints.Add($"a refusal of {local}, which {(local < nextLocal ? "was acknowledged" : "was never made")}");
            return;
        }

        edit.Refused = (string)refusal["code"]!;
        edit.LostTo = (string?)refusal["standing"]?["locationName"];
        if ((bool)refusal["conflict"]! != (refusal["standing"] is not null) || (edit.Refused == "CONFLICT") != (bool)refusal["conflict"]!)
            Complaints.Add($"the refusal of {local} is at odds with itself: {refusal.ToJsonString()}");
        pending.Remove(edit);
    }

    public void TakeItems(JsonArray items)
    {
        var last = 0L;
        foreach (var item in items.Select(one => DeskItem.Read(one!.AsObject())))
        {
            if (item.Number <= last)
                Complaints.Add($"number {item.Number} came after {last}");
            last = item.Number;
            Canonical.Take(item);
        }
    }

    /// <summary>It has been told everything up to here.</summary>
    public void MoveTo(long cursor)
    {
        Cursor = cursor;
        pending.RemoveAll(edit => edit.Acked is { } acked && acked.Epoch == Epoch && acked.Number <= cursor);
    }

    /// <summary>Another life of the log: what was numbered in the one before means nothing now, what was asked for is asked again.</summary>
    public void StartOver(string epoch)
    {
        Canonical.Clear();
        (Epoch, Cursor) = (epoch, 0);
        foreach (var edit in pending)
            edit.Acked = null;
    }
}
