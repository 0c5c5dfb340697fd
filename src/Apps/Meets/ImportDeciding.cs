using Rollcall.Apps.Meets.Files;
using Rollcall.Core.Channels;

namespace Rollcall.Apps.Meets;

/// <summary>Decides the import of a <c>.openlifter</c> file: what differs becomes updates of the importing session, fully seen (specification, appendix B.5).
/// Pure.</summary>
internal sealed class ImportDeciding(MeetRules rules)
{
    private readonly UpdateDeciding updates = new(rules);

    /// <summary>Decides for a director's session.</summary>
    public Decision<Meet, MeetEvent, MeetAnswer> Decide(Meet state, MeetSession session, MeetCommand.Import import, DateTimeOffset now)
    {
        if (OpenLifterImport.Plan(state.Content, import.File, import.Replace, import.Block, rules.MaxKeyLength) is not { } plan)
            return new(MeetAnswer.NotImported.Instance, []);
        var draft = new Draft(state, now);
        var author = new Author(session.AuthorId, session.LocationName ?? "", state.Auth!.PriorityOf(session.LocationName), new(state.Epoch, state.Head));
        var (accepted, deleted) = (0, 0);
        var leftOut = plan.LeftOut.Select(key => new LeftOut(key, "BAD_KEY", "This is not the key of anything a meet keeps.")).ToList();
        foreach (var (key, value) in plan.Updates)
        {
            var before = draft.Count;
            if (updates.DecideImported(draft, author with { At = new(state.Epoch, draft.Meet.Head) }, key, value, now) is { } refusal)
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
