using System.Collections.Immutable;
using Rollcall.Core.Channels;

namespace Rollcall.Apps.Meets;

/// <summary>What each event changes. Pure, and total on the events that were decided.</summary>
internal static class MeetEvolving
{
    public static Meet Evolve(Meet meet, Happened<MeetEvent> happened)
    {
        var next = happened.Body switch
        {
            MeetEvent.Created created => meet with { Lineage = new([new(created.Epoch, null, KeptFromBefore: false)]) },
            MeetEvent.EpochBegan began => Begin(meet, began),
            MeetEvent.Joined joined => Join(meet, joined),
            MeetEvent.Updated updated => Update(meet, updated, happened),
            MeetEvent.Confirmed confirmed => Answer(meet, confirmed.AuthorId, confirmed.LocalSeqNum, new(confirmed.Fingerprint, confirmed.Number, null)),
            MeetEvent.Refused refused => Refuse(meet, refused, happened),
            MeetEvent.ConflictSettled settled => Settle(meet, settled),
            MeetEvent.Recovered recovered => Recover(meet, recovered),
            MeetEvent.Published published => meet with
            {
                Published = new(happened.At, published.By, published.ReturnEmail, published.CsvSource, published.CsvSha256) { Inspection = published.Inspection },
            },
            _ => throw new InvalidOperationException($"No change is known for {happened.Body.GetType().Name}"),
        };
        return next with { Head = happened.Seq, Began = meet.Began ?? happened.At };
    }

    private static Meet Begin(Meet meet, MeetEvent.EpochBegan began)
    {
        var kept = meet.Exists;
        var lives = kept ? meet.Lineage.Lives.SetItem(meet.Lineage.Lives.Length - 1, meet.Lineage.Lives[^1] with { ThroughSeq = began.ThroughSeq })
            : began.PreviousEpoch.Length > 0 ? [new(began.PreviousEpoch, began.ThroughSeq, KeptFromBefore: false)] : [];
        return meet with
        {
            Lineage = meet.Lineage with { Lives = lives.Add(new(began.Epoch, null, kept)) },
            Reborn = meet.Reborn || !kept,
            NextBlock = began.NextBlock,
            Recovering = new(began.PreviousEpoch, began.ThroughSeq, began.OnlyAuthor, 0),
        };
    }

    private static Meet Join(Meet meet, MeetEvent.Joined joined)
    {
        var author = meet.Authors.TryGetValue(joined.AuthorId, out var known)
            ? known with { LocationName = joined.LocationName, Role = joined.Role }
            : new(joined.AuthorId, joined.LocationName, joined.Role);
        return meet with
        {
            Authors = meet.Authors.SetItem(joined.AuthorId, author),
            NextBlock = joined.Block is { } block ? Math.Max(meet.NextBlock, block + 1) : meet.NextBlock,
        };
    }

    private static Meet Update(Meet meet, MeetEvent.Updated updated, Happened<MeetEvent> happened)
    {
        var next = updated.Overruled.IsEmpty || !updated.Key.KeepsConflicts ? meet : Overrule(meet, updated, happened);
        var item = new Item(updated.Key, updated.Value, happened.Seq, meet.Lineage.Lives.Length - 1, updated.Origin, updated.Priority, updated.LocationName, updated.AuthorId)
        {
            Overruled = updated.Overruled,
            LastValue = updated.Value is null && updated.Key.Shape == KeyShape.Entry
                ? meet.Content.ValueAt(updated.Key, out _) ?? meet.Content.At(updated.Key)?.LastValue : null,
        };
        next = next with { Content = meet.Content.With(item), Updates = meet.Updates + 1 };
        if (meet.Recovering is { } recovering && updated.Origin is { } origin && origin.Epoch == recovering.Previous)
            next = next with { Recovering = recovering with { Count = recovering.Count + 1, Through = Math.Max(recovering.Through, origin.Seq) } };
        return updated.LocalSeqNum is not { } local ? next
            : Answer(next, updated.AuthorId, local, new(updated.Fingerprint ?? SyncedValue.Fingerprint(updated.Key.Text, updated.Value), happened.Seq, null));
    }

    private static Meet Overrule(Meet meet, MeetEvent.Updated updated, Happened<MeetEvent> happened)
    {
        var lost = meet.Content.Meeting(updated.Key).Where(item => updated.Overruled.Contains(item.Number))
            .Select(item => LostBy(item, updated.Key)).OfType<Lost>().ToImmutableArray();
        if (lost.IsEmpty)
            return meet;
        var standing = new Standing(updated.Value, happened.Seq, updated.Priority, updated.LocationName, updated.AuthorId);
        return Raise(meet, new(happened.Seq, happened.At, updated.Key, lost, standing, ConflictState.Open));
    }

    /// <summary>Of a whole object only the part that was overruled has lost; null where the object had no such part, for then no value has.</summary>
    private static Lost? LostBy(Item item, MeetKey key)
    {
        if (item.IsTombstone || !item.Key.Contains(key))
            return new(item.Key, item.Value, item.LocationName, item.Priority);
        return item.Value!.At(key.StepsBelow(item.Key)) is { } part ? new(key, part, item.LocationName, item.Priority) : null;
    }

    private static Meet Refuse(Meet meet, MeetEvent.Refused refused, Happened<MeetEvent> happened)
    {
        var standing = refused.Standing is { } number && meet.Content.Meeting(refused.Key).FirstOrDefault(item => item.Number == number) is { } decided
            ? ConflictRule.StandingAt(meet.Content, refused.Key, decided)
            : null;
        var next = meet;
        if (standing is not null && refused.Key.KeepsConflicts)
        {
            var lost = new Lost(refused.Key, refused.Value, refused.LocationName, refused.Priority);
            next = Raise(next, new(happened.Seq, happened.At, refused.Key, [lost], standing, ConflictState.Open));
        }

        return refused.LocalSeqNum is not { } local ? next
            : Answer(next, refused.AuthorId, local, new(SyncedValue.Fingerprint(refused.Key.Text, refused.Value), 0, new(refused.Code, refused.Reason, standing)));
    }

    private static Meet Raise(Meet meet, Conflict conflict) =>
        meet with { Conflicts = meet.Conflicts.Add(conflict.ConflictId, conflict), OpenConflicts = meet.OpenConflicts + 1 };

    private static Meet Settle(Meet meet, MeetEvent.ConflictSettled settled)
    {
        if (!meet.Conflicts.TryGetValue(settled.ConflictId, out var conflict))
            return meet;
        return meet with
        {
            Conflicts = meet.Conflicts.SetItem(conflict.ConflictId, conflict with { State = settled.Applied ? ConflictState.Applied : ConflictState.Dismissed }),
            OpenConflicts = meet.OpenConflicts - (conflict.State == ConflictState.Open ? 1 : 0),
        };
    }

    private static Meet Recover(Meet meet, MeetEvent.Recovered recovered)
    {
        var lineage = meet.Lineage;
        var through = Math.Max(lineage.Through(recovered.Epoch) ?? 0, recovered.ThroughSeq);
        lineage = lineage.IndexOf(recovered.Epoch) is >= 0 and var life
            ? lineage with { Lives = lineage.Lives.SetItem(life, lineage.Lives[life] with { ThroughSeq = through }) }
            : lineage with { Others = lineage.Others.SetItem(recovered.Epoch, through) };
        return meet with { Lineage = lineage, Recovering = recovered.Late ? meet.Recovering : null, NextBlock = Math.Max(meet.NextBlock, recovered.NextBlock) };
    }

    private static Meet Answer(Meet meet, string authorId, long local, Answered answered)
    {
        var author = meet.Authors.TryGetValue(authorId, out var known) ? known : new MeetAuthor(authorId, null, MeetRole.Writer);
        return meet with { Authors = meet.Authors.SetItem(authorId, author with { Answers = author.Answers.SetItem(local, answered) }) };
    }
}
