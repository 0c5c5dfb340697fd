using System.Buffers;
using System.Collections.Immutable;
using Rollcall.Core.Channels;
using Rollcall.Core.Store;

namespace Rollcall.Apps.Meets;

/// <summary>The rules of a meet: pure. What each command comes to, and what each event changes.</summary>
public sealed class MeetKind(MeetRules rules) : Kind<Meet, MeetCommand, MeetEvent, MeetAnswer>
{
    private readonly UpdateDeciding updates = new(rules);
    private readonly RecoveryDeciding recovery = new(new(rules));
    private readonly Publishing publishing = new(rules);
    private readonly ImportDeciding importing = new(rules);

    /// <inheritdoc/>
    public override Meet Empty(ChannelName channel) =>
        MeetId.TryParse(channel.Key, out var id) ? new(id) : throw new ArgumentException($"{channel} is not the channel of a meet", nameof(channel));

    /// <inheritdoc/>
    public override string EpochOf(Meet state, MeetEvent next) => next switch
    {
        MeetEvent.Created created => created.Epoch,
        MeetEvent.EpochBegan began => began.Epoch,
        _ => state.Epoch,
    };

    /// <inheritdoc/>
    public override string EpochOf(Meet state) => state.Epoch;

    /// <inheritdoc/>
    public override Meet Evolve(Meet state, Happened<MeetEvent> happened) => MeetEvolving.Evolve(state, happened);

    /// <inheritdoc/>
    public override string TypeOf(MeetEvent body) => MeetEventJson.TypeOf(body);

    /// <inheritdoc/>
    public override void Write(MeetEvent body, IBufferWriter<byte> target) => MeetEventJson.Write(body, target);

    /// <inheritdoc/>
    public override MeetEvent Read(string type, ReadOnlyMemory<byte> body) => MeetEventJson.Read(type, body);

    /// <inheritdoc/>
    public override object? SecretOf(Meet state) => state.Auth;

    /// <inheritdoc/>
    public override void WriteSecret(Meet state, IBufferWriter<byte> target) => MeetAuthJson.Write(state.Auth!, target);

    /// <inheritdoc/>
    public override Meet WithSecret(Meet state, ReadOnlyMemory<byte>? document) =>
        state with { Auth = document is { } text ? MeetAuthJson.Read(text) : null };

    /// <inheritdoc/>
    public override bool WriteSnapshot(Meet state, IBufferWriter<byte> target)
    {
        MeetSnapshotJson.Write(state, target);
        return true;
    }

    /// <inheritdoc/>
    public override Meet? ReadSnapshot(ChannelName channel, Snapshot snapshot) => MeetSnapshotJson.Read(Empty(channel), snapshot);

    /// <inheritdoc/>
    public override Decision<Meet, MeetEvent, MeetAnswer> Decide(Meet state, MeetCommand command, DateTimeOffset now) => command switch
    {
        MeetCommand.Create create => Create(state, create),
        MeetCommand.Restore restore => RecoveryDeciding.Restore(state, restore, now),
        MeetCommand.Join join => Join(state, join, now),
        MeetCommand.Update update => Update(state, update, now),
        MeetCommand.Manage manage => MeetManaging.Decide(state, manage, now, rules),
        MeetCommand.Settle settle => Settle(state, settle, now),
        MeetCommand.Publish publish => Publish(state, publish, now),
        MeetCommand.Import import => Import(state, import, now),
        MeetCommand.ImportByOperator import => importing.Decide(state, import, now),
        MeetCommand.Using use => Use(state, use, now),
        MeetCommand.BeginRecovery begin => RecoveryDeciding.Begin(state, begin),
        MeetCommand.TakeBack back => RecoveryDeciding.TakeBack(state, back, now),
        MeetCommand.EndRecovery end => RecoveryDeciding.End(state, end),
        MeetCommand.TakeLate late => recovery.TakeLate(state, late, now),
        _ => throw new InvalidOperationException($"No rule for {command.GetType().Name}"),
    };

    /// <summary>A "no" with nothing done.</summary>
    internal static Decision<Meet, MeetEvent, MeetAnswer> No(string code, string reason, int? retryAfterMs = null) =>
        new(new MeetAnswer.Rejected(code, reason, retryAfterMs), []);

    /// <summary>The answer while lost state is being gathered.</summary>
    internal static Decision<Meet, MeetEvent, MeetAnswer> Wait() => No("RECOVERING", "The meet's state is being recovered from its desks.", 1_000);

    private static Decision<Meet, MeetEvent, MeetAnswer> Create(Meet state, MeetCommand.Create create)
    {
        if (state.Exists || state.Auth is not null)
            return No("MEET_EXISTS", "This meet exists already.");
        var session = create.Session;
        var auth = create.Auth with { Epoch = create.Epoch, Sessions = create.Auth.Sessions.SetItem(session.Id, Record(session, session.AuthorId)), HighestBlock = state.NextBlock };
        return new(new MeetAnswer.Admitted(session.AuthorId, MeetRole.Director, session.LocationName, state.NextBlock, Created: true),
            [
                new(new MeetEvent.Created(create.Epoch, auth.CreatingLocation)),
                new(new MeetEvent.Joined(session.AuthorId, session.LocationName, MeetRole.Director, state.NextBlock)),
            ])
        {
            Base = state with { Auth = auth },
        };
    }

    private Decision<Meet, MeetEvent, MeetAnswer> Use(Meet state, MeetCommand.Using use, DateTimeOffset now)
    {
        if (state.Auth is not { } auth)
            return new(new MeetAnswer.NoSession("UNKNOWN"), []);
        if (auth.Sessions.TryGetValue(use.Record.Id, out var known) && known.Ended)
            return new(new MeetAnswer.NoSession("ENDED"), []);
        var used = state with { Auth = auth with { Sessions = auth.Sessions.SetItem(use.Record.Id, use.Record) } };
        var decision = use.Asked is null ? new(MeetAnswer.Noted.Well, []) : Decide(used, use.Asked, now);
        return decision with { Base = decision.Base ?? used, AnswerHoldsUnwritten = decision.Base is null && decision.Events.IsEmpty };
    }

    private Decision<Meet, MeetEvent, MeetAnswer> Join(Meet state, MeetCommand.Join join, DateTimeOffset now)
    {
        if (state.Auth is not { } auth)
            return No("MEET_LOST", "The server lost this meet; a director can restore it.", 5_000);
        var authorId = join.PreviousAuthor ?? join.Session.AuthorId;
        var record = Record(join.Session, authorId);
        // The session that is taken over makes room for the new one.
        if (join.PreviousSession is { } previous && auth.Sessions.TryGetValue(previous, out var old))
            auth = auth with { Sessions = auth.Sessions.SetItem(previous, old with { Ended = true }) };
        if (SessionRule.Count(auth, now, rules) >= join.MaxSessions)
            return No("MEET_FULL", "The meet has no place left.");
        auth = auth with { Sessions = auth.Sessions.SetItem(record.Id, record) };
        var role = auth.RoleOf(record);
        var next = state with { Auth = auth };
        if (state.Published is not null)
            return new(new MeetAnswer.Admitted(authorId, role, record.LocationName, null, Created: false), []) { Base = next };

        var events = ImmutableArray.CreateBuilder<Decided<MeetEvent>>(2);
        if (!state.Exists)
        {
            var began = RecoveryDeciding.Beginning(state, join.FreshEpoch, auth.Epoch, 0, null);
            events.Add(new(began));
            (next, auth) = (next with { NextBlock = began.NextBlock }, auth with { Epoch = began.Epoch });
        }

        long? block = record.Writes ? Math.Max(next.NextBlock, auth.HighestBlock + 1) : null;
        next = next with { Auth = auth.HandedOut(block) };
        events.Add(new(new MeetEvent.Joined(authorId, record.LocationName, role, block)));
        return new(new MeetAnswer.Admitted(authorId, role, record.LocationName, block, Created: false), events.DrainToImmutable()) { Base = next };
    }

    private Decision<Meet, MeetEvent, MeetAnswer> Update(Meet state, MeetCommand.Update update, DateTimeOffset now)
    {
        // Before anything else: a session whose record was lost holds again only once the recovery is over.
        if (state.Recovering is not null)
            return Wait();
        var (session, code) = SessionRule.Find(state, update.SessionId, now, rules);
        if (session is null)
            return new(new MeetAnswer.NoSession(code), []);
        return updates.Decide(state, session, state.Auth!.RoleOf(session), update.Epoch, update.Updates, now);
    }

    private Decision<Meet, MeetEvent, MeetAnswer> Settle(Meet state, MeetCommand.Settle settle, DateTimeOffset now)
    {
        if (Refusal(state, settle.SessionId, now, out var session) is { } no)
            return no;
        if (state.Published is not null)
            return No("MEET_FINISHED", "The meet is finished.");
        if (!state.Conflicts.TryGetValue(settle.ConflictId, out var conflict))
            return No("UNKNOWN_CONFLICT", "There is no such conflict.");
        var wanted = settle.Apply ? ConflictState.Applied : ConflictState.Dismissed;
        if (conflict.State == wanted)
            return new(new MeetAnswer.Settled(conflict), []);
        if (conflict.State != ConflictState.Open)
            return No("ALREADY_SETTLED", "This conflict was settled the other way.");

        var draft = new Draft(state, now);
        var author = new Author(session!.AuthorId, session.LocationName ?? "", state.Auth!.PriorityOf(session.LocationName), new(state.Epoch, state.Head));
        if (settle.Apply)
        {
            foreach (var lost in conflict.Lost)
            {
                BringBackFor(draft, author, lost);
                updates.DecideUnnumbered(draft, author with { At = new(state.Epoch, draft.Meet.Head) }, lost.Key, lost.Value, null);
            }

            // Only where the lifter is gone and what it was is not known, or no place is left for it: then the conflict stays open.
            if (draft.Events.Select(one => one.Body).OfType<MeetEvent.Refused>().FirstOrDefault() is { } refused)
                return No(refused.Code, refused.Reason);
        }

        draft.Add(new MeetEvent.ConflictSettled(conflict.ConflictId, settle.Apply, session.LocationName), $"settle:{conflict.ConflictId}");
        return new(new MeetAnswer.Settled(draft.Meet.Conflicts[conflict.ConflictId]), draft.Events);
    }

    /// <summary>A losing edit of a deleted lifter brings the lifter back first.</summary>
    private static void BringBackFor(Draft draft, Author author, Lost lost)
    {
        if (lost.Key.Shape is not (KeyShape.EntryField or KeyShape.EntrySlot) || lost.Value is null
            || draft.Meet.Content.At(lost.Key.WholeEntry) is not { IsTombstone: true, LastValue: { } last })
            return;
        draft.Add(new MeetEvent.Updated(author.AuthorId, null, author.LocationName, author.Priority, lost.Key.WholeEntry, last, [], null), null);
    }

    private Decision<Meet, MeetEvent, MeetAnswer> Publish(Meet state, MeetCommand.Publish publish, DateTimeOffset now)
    {
        if (Refusal(state, publish.SessionId, now, out var session) is { } no)
            return no;
        return publishing.Decide(state, publish, session!.LocationName ?? "", now);
    }

    private Decision<Meet, MeetEvent, MeetAnswer> Import(Meet state, MeetCommand.Import import, DateTimeOffset now)
    {
        if (Refusal(state, import.SessionId, now, out var session) is { } no)
            return no;
        return importing.Decide(state, session!, import, now);
    }

    /// <summary>Why a session may not ask for what only directors may; null if it may.</summary>
    private Decision<Meet, MeetEvent, MeetAnswer>? Refusal(Meet state, string sessionId, DateTimeOffset now, out MeetSession? session)
    {
        (session, var code) = SessionRule.Find(state, sessionId, now, rules);
        return state.Recovering is not null ? Wait()
            : session is null ? new(new MeetAnswer.NoSession(code), [])
            : state.Auth!.RoleOf(session) != MeetRole.Director ? No("NOT_DIRECTOR", "Only a director may do this.")
            : null;
    }

    internal static MeetSession Record(NewSession session, string authorId) =>
        new(session.Id, authorId, session.LocationName, session.Writes, session.Issued, SessionRule.Hour(session.Issued), Ended: false);
}
