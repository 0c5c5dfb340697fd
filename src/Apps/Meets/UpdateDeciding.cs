using System.Collections.Immutable;
using System.Text.Json;
using Rollcall.Core.Channels;

namespace Rollcall.Apps.Meets;

/// <summary>Decides batches of updates, each against the state the ones before it left (specification 4.2). Pure.</summary>
internal sealed class UpdateDeciding(MeetRules rules)
{
    /// <summary>Decides a batch of a session that may write; <paramref name="updates"/> are in ascending local number.</summary>
    public Decision<Meet, MeetEvent, MeetAnswer> Decide(
        Meet meet, MeetSession session, MeetRole role, string epoch, ImmutableArray<ProposedUpdate> updates, DateTimeOffset now)
    {
        var draft = new Draft(meet, now);
        var accepted = ImmutableArray.CreateBuilder<(long, long)>(updates.Length);
        var refused = ImmutableArray.CreateBuilder<(long, Refusal)>();
        var (location, priority) = (session.LocationName ?? "", meet.Auth!.PriorityOf(session.LocationName));
        foreach (var update in updates)
        {
            var author = new Author(session.AuthorId, location, priority, new(epoch, update.AfterServerSeqNum));
            var answer = DecideOne(draft, author, role, update, now);
            if (answer.Refusal is { } refusal)
                refused.Add((update.LocalSeqNum, refusal));
            else
                accepted.Add((update.LocalSeqNum, answer.Number));
        }

        DismissOldest(draft);
        return new(new MeetAnswer.Judged(accepted.DrainToImmutable(), refused.DrainToImmutable()), draft.Events) { After = draft.Meet };
    }

    /// <summary>Decides an update that has no local number: what a desk comes back with late, each at its own old position, or a settled conflict.</summary>
    public void DecideUnnumbered(Draft draft, Author author, MeetKey key, SyncedValue? value, Position? origin)
    {
        switch (ConflictRule.Judge(draft.Meet, author, key, value, rules.MaxEntries))
        {
            case Verdict.Accept accept:
                BringBack(draft, author, accept);
                draft.Add(new MeetEvent.Updated(author.AuthorId, null, author.LocationName, author.Priority, key, value, accept.Overruled, origin), null);
                break;
            // A desk gives back that something is gone which was never heard of in this life: that is so, and is kept, as the one who deletes and the one who
            // still edits it may come back in any order.
            case Verdict.Refuse { Refusal.Code: "NO_SUCH_ENTRY" } when value is null && origin is not null:
                draft.Add(new MeetEvent.Updated(author.AuthorId, null, author.LocationName, author.Priority, key, null, [], origin), null);
                break;
            case Verdict.Refuse { Refusal: var refusal }:
                draft.Add(new MeetEvent.Refused(author.AuthorId, null, author.LocationName, author.Priority, key, value, refusal.Code, refusal.Reason, refusal.Standing?.Number), null);
                break;
        }
    }

    /// <summary>Decides an update out of a file, of which the author has seen everything; why it is not taken, or null.</summary>
    public Refusal? DecideImported(Draft draft, Author author, MeetKey key, SyncedValue? value, DateTimeOffset now)
    {
        if (Fault(draft.Meet, key, value, now) is { } fault)
            return fault;
        switch (ConflictRule.Judge(draft.Meet, author, key, value, rules.MaxEntries))
        {
            case Verdict.Accept accept:
                BringBack(draft, author, accept);
                draft.Add(new MeetEvent.Updated(author.AuthorId, null, author.LocationName, author.Priority, key, value, accept.Overruled, null), null);
                return null;
            case Verdict.Refuse { Refusal: var refusal }:
                return refusal;
            default:
                return null;
        }
    }

    /// <summary>Keeps the list of open conflicts within its bound.</summary>
    public void DismissOldest(Draft draft)
    {
        foreach (var oldest in draft.Meet.Conflicts.Values.Where(one => one.State == ConflictState.Open).Take(draft.Meet.OpenConflicts - rules.OpenConflicts).ToList())
            draft.Add(new MeetEvent.ConflictSettled(oldest.ConflictId, Applied: false, By: null), null);
    }

    private Answered DecideOne(Draft draft, Author author, MeetRole role, ProposedUpdate update, DateTimeOffset now)
    {
        var meet = draft.Meet;
        var fingerprint = SyncedValue.Fingerprint(update.Key, update.Value);
        if (meet.Authors.TryGetValue(author.AuthorId, out var known) && known.Answers.TryGetValue(update.LocalSeqNum, out var first))
        {
            return first.Fingerprint == fingerprint ? first
                : Refused(fingerprint, "LOCAL_SEQ_REUSED", "This local number was used for another update.");
        }

        if (meet.Published is not null)
            return Refused(fingerprint, "MEET_FINISHED", "The meet is finished.");
        if (role is not (MeetRole.Writer or MeetRole.Director))
            return Refused(fingerprint, "READ_ONLY", "This session may not write.");
        if (!MeetKey.TryParse(update.Key, rules.MaxKeyLength, out var key) || (update.Value is null && !key.Deletable))
            return Refused(fingerprint, "BAD_KEY", update.Value is null ? "This cannot be deleted." : "This is not the key of anything a meet keeps.");
        if (Fault(meet, key, update.Value, now) is { } fault)
            return new(fingerprint, 0, fault);

        var op = $"{author.AuthorId}:{update.LocalSeqNum}";
        switch (ConflictRule.Judge(meet, author, key, update.Value, rules.MaxEntries))
        {
            case Verdict.Already already:
                draft.Add(new MeetEvent.Confirmed(author.AuthorId, update.LocalSeqNum, fingerprint, already.Number), op);
                break;
            case Verdict.Accept accept:
                BringBack(draft, author, accept);
                draft.Add(new MeetEvent.Updated(author.AuthorId, update.LocalSeqNum, author.LocationName, author.Priority, key, update.Value, accept.Overruled, null) { Fingerprint = fingerprint }, op);
                break;
            case Verdict.Refuse { Refusal: var refusal }:
                draft.Add(new MeetEvent.Refused(author.AuthorId, update.LocalSeqNum, author.LocationName, author.Priority, key, update.Value, refusal.Code, refusal.Reason, refusal.Standing?.Number), op);
                break;
        }

        return draft.Meet.Authors[author.AuthorId].Answers[update.LocalSeqNum];
    }

    private Refusal? Fault(Meet meet, MeetKey key, SyncedValue? value, DateTimeOffset now)
    {
        if (value is null)
            return null;
        using var document = JsonDocument.Parse(value.Json);
        if (KnownFields.Fault(key, document.RootElement, now) is { } fault)
            return new("BAD_VALUE", fault);
        if (value.Json.Length > rules.MaxValueBytes)
            return new("TOO_LARGE", $"A value has at most {rules.MaxValueBytes} bytes.");
        // What makes the content smaller is taken even where it is too large, as after the limit was lowered.
        var bytes = meet.Content.BytesWith(key, value);
        return bytes > rules.MaxContentBytes && bytes > meet.Content.Bytes ? new("TOO_LARGE", $"A meet holds at most {rules.MaxContentBytes} bytes.") : null;
    }

    private static void BringBack(Draft draft, Author author, Verdict.Accept accept)
    {
        if (accept.BringBack is { } back)
            draft.Add(new MeetEvent.Updated(author.AuthorId, null, author.LocationName, author.Priority, back.Entry, back.Value, [back.Tombstone], null), null);
    }

    private static Answered Refused(string fingerprint, string code, string reason) => new(fingerprint, 0, new(code, reason));
}

/// <summary>A state with events added to it one after the other, while a command is being decided. Lives as long as the decision.</summary>
internal sealed class Draft(Meet meet, DateTimeOffset now)
{
    private readonly ImmutableArray<Decided<MeetEvent>>.Builder events = ImmutableArray.CreateBuilder<Decided<MeetEvent>>();

    /// <summary>The state with everything added so far.</summary>
    public Meet Meet { get; private set; } = meet;

    /// <summary>What was added.</summary>
    public ImmutableArray<Decided<MeetEvent>> Events => events.ToImmutable();

    /// <summary>How much was added.</summary>
    public int Count => events.Count;

    /// <summary>Adds an event.</summary>
    public void Add(MeetEvent body, string? op)
    {
        events.Add(new(body, op));
        var epoch = body is MeetEvent.EpochBegan began ? began.Epoch : Meet.Epoch;
        Meet = MeetEvolving.Evolve(Meet, new(Meet.Head + 1, epoch, now, op, body));
    }
}
