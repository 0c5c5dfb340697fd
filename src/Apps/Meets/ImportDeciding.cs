using Rollcall.Apps.Meets.Files;
using Rollcall.Core.Channels;

namespace Rollcall.Apps.Meets;

/// <summary>Decides the import of a file: what differs becomes updates of the importing session, fully seen (specification, appendix B.5).
/// Pure.</summary>
internal sealed class ImportDeciding(MeetRules rules)
{
    private readonly UpdateDeciding updates = new(rules);

    /// <summary>Decides for a director's session.</summary>
    public Decision<Meet, MeetEvent, MeetAnswer> Decide(Meet state, MeetSession session, MeetCommand.Import import, DateTimeOffset now)
    {
        var author = new Author(session.AuthorId, session.LocationName ?? "", state.Auth!.PriorityOf(session.LocationName), new(state.Epoch, state.Head));
        return Decide(new Draft(state, now), author, import.File.Plan(state.Content, import.Replace, import.Block, rules.MaxKeyLength), now);
    }

    /// <summary>Decides for the operator, who joins for it.</summary>
    public Decision<Meet, MeetEvent, MeetAnswer> Decide(Meet state, MeetCommand.ImportByOperator import, DateTimeOffset now)
    {
        if (state.Recovering is not null)
            return MeetKind.Wait();
        if (state.Auth is not { } auth)
            return MeetKind.No("MEET_LOST", "The server lost this meet; a director can restore it.", 5_000);
        var block = Math.Max(state.NextBlock, auth.HighestBlock + 1);
        var plan = import.File.Plan(state.Content, import.Replace, EntryIds.Of(block), rules.MaxKeyLength);
        if (plan is not { Updates.IsEmpty: false })
            return Decide(new Draft(state, now), new(import.AuthorId, "", 0, new(state.Epoch, state.Head)), plan, now);
        var joined = state with { Auth = auth.HandedOut(block) };
        var draft = new Draft(joined, now);
        draft.Add(new MeetEvent.Joined(import.AuthorId, auth.CreatingLocation, MeetRole.Director, block), null);
        var author = new Author(import.AuthorId, auth.CreatingLocation, auth.PriorityOf(auth.CreatingLocation), new(state.Epoch, draft.Meet.Head));
        return Decide(draft, author, plan, now) with { Base = joined };
    }

    private Decision<Meet, MeetEvent, MeetAnswer> Decide(Draft draft, Author author, ImportPlan? plan, DateTimeOffset now)
    {
        if (draft.Meet.Published is not null)
            return MeetKind.No("MEET_FINISHED", "The meet is finished.");
        if (plan is null)
            return new(MeetAnswer.NotImported.Instance, []);
        var (accepted, deleted) = (0, 0);
        var leftOut = plan.LeftOut.Select(key => new LeftOut(key, "BAD_KEY", "This is not the key of anything a meet keeps.")).ToList();
        foreach (var (key, value) in plan.Updates)
        {
            var before = draft.Count;
            if (updates.DecideImported(draft, author with { At = new(draft.Meet.Epoch, draft.Meet.Head) }, key, value, now) is { } refusal)
                leftOut.Add(new(key.Text, refusal.Code, refusal.Reason));
            else if (value is null)
                deleted++;
            else if (draft.Count > before)
                accepted++;
        }

        return new(new MeetAnswer.Imported(accepted, plan.Unchanged, deleted, plan.Renumbered, [.. leftOut]), draft.Events) { After = draft.Meet };
    }
}

/// <summary>Something of a file that was not taken in, and why.</summary>
public sealed record LeftOut(string Key, string Code, string Reason);
