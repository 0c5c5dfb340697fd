namespace Rollcall.Apps.Meets;

/// <summary>The conversation by which lost state comes back: a window in which sessions gather, then one desk after the other is asked, in descending
/// priority (specification 7.6). Owned by the meet's loop; lives as long as one recovery.</summary>
internal sealed class RecoveryTalk(MeetTerms terms, MeetRules rules, DateTimeOffset beginsAt, long through)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly HashSet<(string Session, string Epoch)> asked = [];
    private readonly List<HeldItem> held = [];
    private MeetMember? turn;
    private (string Session, string Epoch) turnOf;
    private long turnFrom;
    private bool otherLives;
    private DateTimeOffset until;
    private DateTimeOffset asksFrom = beginsAt;
    private DateTimeOffset lastAsked;
    private bool isTaking;
    private bool over;

    /// <summary>Up to which number of the lost life everything is held.</summary>
    public long Through { get; private set; } = through;

    /// <summary>The highest entry-id block seen in a token.</summary>
    public long HighestBlock { get; private set; }

    /// <summary>When something is to be done if nothing is heard; null once all have been asked.</summary>
    public DateTimeOffset? WakeAt => over ? null : turn is null ? asksFrom : turn.IsAttached ? until : DateTimeOffset.MinValue;

    /// <summary>Whose turn it is.</summary>
    public MeetMember? Turn => turn;

    /// <summary>Remembers the block of a token, so that later blocks lie above it.</summary>
    public void Saw(MeetClaims.OfSession claims) => HighestBlock = Math.Max(HighestBlock, claims.Block ?? 0);

    /// <summary>Goes on if it is time: ends a turn that took too long, asks the next one. True once nobody is left to ask.</summary>
    /// <param name="present">Everybody who is attached.</param>
    /// <param name="someoneComes">Whether somebody has been heard who is not attached yet: they are waited for, as they may be the one who holds most.</param>
    public bool Advance(Meet meet, IEnumerable<MeetMember> present, bool someoneComes, DateTimeOffset now)
    {
        lastAsked = now;
        // What was just given back tells from where on the next one is asked.
        if (over || isTaking)
            return false;
        if (turn is not null)
        {
            if (turn.IsAttached && now < until)
                return false;
            // Whoever lost the line may come back and still be asked; whoever stayed and kept silent had its turn.
            if (!turn.IsAttached)
                asked.Remove(turnOf);
            EndTurn();
        }

        if (now < asksFrom)
            return false;
        var recovering = meet.Recovering!;
        turn = present.Where(member => member.Session is { } session && !asked.Contains((session.Id, EpochOf(meet, member))) && (recovering.OnlyAuthor is null || session.AuthorId == recovering.OnlyAuthor))
            .OrderByDescending(member => EpochOf(meet, member), StringComparer.Ordinal).ThenByDescending(member => meet.Auth!.PriorityOf(member.Session!.LocationName)).ThenBy(member => member.Session!.Issued).FirstOrDefault();
        if (turn is null)
            return over = !someoneComes;

        turnOf = (turn.Session!.Id, EpochOf(meet, turn));
        asked.Add(turnOf);
        turnFrom = turnOf.Epoch == recovering.Previous ? Through : meet.Lineage.Through(turnOf.Epoch) ?? 0;
        until = now + terms.RecoveryAnswer;
        turn.Hear(new MeetReply.StateRecoveryRequest(meet.Id, turnOf.Epoch, turnFrom, terms.RecoveryPage));
        return false;
    }

    /// <summary>Takes a page. When it was the last one, answers what is to be taken back; a page against the rules ends the turn and nothing of it counts.</summary>
    public MeetCommand? Hear(Meet meet, MeetMember from, MeetRequest.StateRecoveryResponse page, DateTimeOffset now)
    {
        if (!HeldPage.IsGood(page, turnOf.Epoch, turnFrom, held, terms.RecoveryPage, rules, now))
        {
            EndTurn();
            return null;
        }

        held.AddRange(page.Updates);
        until = now + terms.RecoveryAnswer;
        if (!page.Done)
            return null;
        // Nothing counts before the last page: a desk that breaks off has given nothing.
        var claimed = page.LastServerSeq;
        var priority = meet.Auth!.PriorityOf(from.Session!.LocationName);
        // Beside items of another life those of this one cannot simply be taken back: the rule decides between them.
        otherLives |= turnOf.Epoch != meet.Recovering!.Previous;
        MeetCommand back = otherLives ? new MeetCommand.TakeLate(turnOf.Epoch, [.. held], claimed, priority, HighestBlock) : new MeetCommand.TakeBack([.. held], claimed, priority);
        EndTurn();
        isTaking = true;
        return back;
    }

    /// <summary>What a desk is asked about: the life its own memory is of, if that is none of those which are whole already. Names of epochs grow with time,
    /// so whoever remembers the newest is asked first.</summary>
    private static string EpochOf(Meet meet, MeetMember member) =>
        member.OwnEpoch is { } own && own != meet.Epoch ? own : meet.Recovering!.Previous;

    /// <summary>What a desk held is durable.</summary>
    /// <param name="taken">As it was answered by <see cref="Hear"/>; null where a page ended nothing.</param>
    public void Took(MeetCommand? taken, Recovering recovering)
    {
        isTaking = false;
        Through = Math.Max(Through, (taken is MeetCommand.Using use ? use.Asked : taken) switch
        {
            MeetCommand.TakeBack back => back.Through,
            MeetCommand.TakeLate late when late.Epoch == recovering.Previous => late.Through,
            _ => recovering.Through,
        });
    }

    /// <summary>What a desk held could not be kept: it is asked again.</summary>
    public void Forget(MeetMember member)
    {
        isTaking = false;
        if (member.Session is { } session)
            asked.RemoveWhere(one => one.Session == session.Id);
        asksFrom = lastAsked + Pause;
    }

    /// <summary>The end could not be kept: it is tried again.</summary>
    public void Again() => (over, asksFrom) = (false, lastAsked + Pause);

    private void EndTurn()
    {
        turn = null;
        held.Clear();
    }
}

/// <summary>Whether a page of what a desk holds keeps the rules. Pure.</summary>
internal static class HeldPage
{
    /// <summary>Whether every item has a key and a value a meet may have, and numbers that do not descend, above <paramref name="from"/> and up to the desk's
    /// cursor. Two may be equal: a client keeps what was confirmed under the number that said so first, beside the object it was part of.</summary>
    public static bool IsGood(MeetRequest.StateRecoveryResponse page, string epoch, long from, List<HeldItem> before, int most, MeetRules rules, DateTimeOffset now)
    {
        var last = before.Count == 0 ? from : before[^1].Number;
        if (!page.WellFormed || page.Epoch != epoch || page.Updates.Length > most)
            return false;
        foreach (var item in page.Updates)
        {
            if (item.Number <= from || item.Number < last || item.Number > page.LastServerSeq)
                return false;
            last = item.Number;
            if (item.Value is { } value && (value.Json.Length > rules.MaxValueBytes || KnownFields.Fault(item.Key, value.Parse(), now) is not null))
                return false;
        }

        return true;
    }
}
