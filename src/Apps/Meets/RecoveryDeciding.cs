using System.Collections.Immutable;
using Rollcall.Core.Channels;

namespace Rollcall.Apps.Meets;

/// <summary>Decides how lost state comes back (specification 7.6). Pure; who is asked, and when, is the gathering's.</summary>
internal sealed class RecoveryDeciding(UpdateDeciding updates)
{
    /// <summary>Ids beyond this are so close to the longest key that no further block would fit above them.</summary>
    private const long HighestIdThatCounts = 9_000_000_000;

    /// <summary>A director makes a lost meet again.</summary>
    public static Decision<Meet, MeetEvent, MeetAnswer> Restore(Meet state, MeetCommand.Restore restore, DateTimeOffset now)
    {
        if (state.Auth is not null)
            return MeetKind.No("MEET_EXISTS", "This meet exists; join it.");
        var session = restore.Session;
        var sessions = restore.Auth.Sessions.SetItem(session.Id, MeetKind.Record(session, session.AuthorId));
        var auth = restore.Auth with { Sessions = sessions, RestoredAt = now, Epoch = state.Exists ? state.Epoch : restore.Epoch };
        var next = state with { Auth = auth };
        if (state.Published is not null)
            return new(new MeetAnswer.Admitted(session.AuthorId, MeetRole.Director, session.LocationName, null, Created: true), []) { Base = next };
        var events = ImmutableArray.CreateBuilder<Decided<MeetEvent>>(2);
        if (!state.Exists)
        {
            var began = Beginning(state, restore.Epoch, restore.PreviousEpoch, restore.HighestBlock, restore.Proven ? null : session.AuthorId);
            events.Add(new(began));
            next = next with { NextBlock = began.NextBlock };
        }

        next = next with { Auth = next.Auth! with { HighestBlock = next.NextBlock } };
        events.Add(new(new MeetEvent.Joined(session.AuthorId, session.LocationName, MeetRole.Director, next.NextBlock)));
        return new(new MeetAnswer.Admitted(session.AuthorId, MeetRole.Director, session.LocationName, next.NextBlock, Created: true), events.DrainToImmutable())
        {
            Base = next with { Auth = auth.HandedOut(next.NextBlock) },
        };
    }

    /// <summary>The end of the log, or all of it, turned out to be lost.</summary>
    public static Decision<Meet, MeetEvent, MeetAnswer> Begin(Meet state, MeetCommand.BeginRecovery begin)
    {
        if (state.Recovering is not null || state.Auth is null || state.Published is not null)
            return new(MeetAnswer.Noted.Well, []);
        var previous = state.Exists ? state.Epoch : state.Auth.Epoch.Length > 0 ? state.Auth.Epoch : begin.PreviousEpoch;
        return new(MeetAnswer.Noted.Well, [new(Beginning(state, begin.Epoch, previous, begin.HighestBlock, null))])
        {
            Base = state with { Auth = state.Auth with { Epoch = begin.Epoch } },
        };
    }

    /// <summary>The event that begins a new life.</summary>
    public static MeetEvent.EpochBegan Beginning(Meet state, string epoch, string previous, long highestBlock, string? onlyAuthor)
    {
        var known = new[] { highestBlock, state.NextBlock - 1, state.Auth?.HighestBlock ?? 0, HighestBlockIn(state) }.Max();
        return new(epoch, previous, state.Head, known + EntryIds.Gap, onlyAuthor);
    }

    /// <summary>One desk's answer: appended under new numbers, keeping who wrote it and where it came from.</summary>
    public static Decision<Meet, MeetEvent, MeetAnswer> TakeBack(Meet state, MeetCommand.TakeBack back, DateTimeOffset now)
    {
        if (state.Recovering is not { } recovering)
            return new(MeetAnswer.Noted.Well, []);
        var draft = new Draft(state, now);
        foreach (var item in back.Items.Where(item => item.Number > recovering.Through).OrderBy(item => item.Number))
            draft.Add(new MeetEvent.Updated(item.AuthorId, null, item.LocationName, PriorityOf(state, item, back.Priority), item.Key, item.Value, [], new(recovering.Previous, item.Number)), null);
        return new(MeetAnswer.Noted.Well, draft.Events);
    }

    /// <summary>Everybody has been asked: normal work begins.</summary>
    public static Decision<Meet, MeetEvent, MeetAnswer> End(Meet state, MeetCommand.EndRecovery end)
    {
        if (state.Recovering is not { } recovering)
            return new(MeetAnswer.Noted.Well, []);
        return new(MeetAnswer.Noted.Well,
            [new(new MeetEvent.Recovered(recovering.Previous, end.Through, recovering.Count, NextBlock(state, end.HighestBlock), Late: false))]);
    }

    /// <summary>A desk that was away while the others were asked: each of its items is decided at its own old position.</summary>
    public Decision<Meet, MeetEvent, MeetAnswer> TakeLate(Meet state, MeetCommand.TakeLate late, DateTimeOffset now)
    {
        var through = late.Epoch == state.Recovering?.Previous ? state.Recovering.Through : state.Lineage.Through(late.Epoch) ?? 0;
        if (state.Published is not null || late.Epoch == state.Epoch || through >= late.Through)
            return new(MeetAnswer.Noted.Well, []);
        var draft = new Draft(state, now);
        var count = 0;
        foreach (var item in late.Items.Where(item => item.Number > through).OrderBy(item => item.Number))
        {
            var author = new Author(item.AuthorId, item.LocationName, PriorityOf(state, item, late.Priority), new(late.Epoch, item.Number));
            if (ConflictRule.OwnSince(draft.Meet, author, item.Key, item.Value) is { } own)
                draft.Add(Overtaken(author, item, own), null);
            else
                updates.DecideUnnumbered(draft, author, item.Key, item.Value, new(late.Epoch, item.Number));
            count++;
        }

        updates.DismissOldest(draft);
        draft.Add(new MeetEvent.Recovered(late.Epoch, late.Through, count, NextBlock(draft.Meet, late.HighestBlock), Late: true), null);
        return new(MeetAnswer.Noted.Well, draft.Events);
    }

    /// <summary>A desk that was away must not turn back what the author has said since. Kept in the conflict list, it is not lost either.</summary>
    private static MeetEvent.Refused Overtaken(Author author, HeldItem item, Item own) =>
        new(author.AuthorId, null, author.LocationName, author.Priority, item.Key, item.Value, "CONFLICT", $"{own.LocationName} has set this again since.", own.Number);

    /// <summary>The listed priority; where the location is not listed, at most that of the desk that answers.</summary>
    private static int PriorityOf(Meet state, HeldItem item, int answering) =>
        state.Auth!.Find(item.LocationName)?.Priority ?? Math.Min(item.Priority, answering);

    private static long NextBlock(Meet state, long highestBlock)
    {
        var known = Math.Max(highestBlock, HighestBlockIn(state));
        return known >= state.NextBlock ? known + EntryIds.Gap : state.NextBlock;
    }

    private static long HighestBlockIn(Meet state) =>
        state.Content.Items.Where(item => item.Key.OfEntry && item.Key.EntryId < HighestIdThatCounts)
            .Select(item => EntryIds.BlockOf(item.Key.EntryId)).DefaultIfEmpty(0).Max();
}
