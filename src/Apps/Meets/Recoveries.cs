namespace Rollcall.Apps.Meets;

/// <summary>Begins and ends the recoveries of a meet, as its log says, and knows who is to be waited for meanwhile. Owned by the meet's loop.</summary>
internal sealed class Recoveries(MeetId id, Roster roster, MeetSurroundings around)
{
    private readonly HashSet<MeetLetter> arriving = [];
    private RecoveryTalk? talk;
    private bool isWanted;

    /// <summary>When something is to be done if nothing is heard; null for never.</summary>
    public DateTimeOffset? WakeAt => isWanted ? DateTimeOffset.MinValue : talk?.WakeAt;

    /// <summary>The log turned out to be lost: a recovery begins with the next tick.</summary>
    public void Want() => isWanted = true;

    /// <summary>Remembers the entry-id block of a token, so that later blocks lie above it.</summary>
    public void Saw(MeetClaims.OfSession claims) => talk?.Saw(claims);

    /// <summary>A letter has been received with which somebody will be attached when it is spoken of.</summary>
    public void Expect(MeetLetter letter) => arriving.Add(letter);

    /// <summary>A letter has been spoken of, or undone.</summary>
    public void Arrived(MeetLetter letter) => arriving.Remove(letter);

    /// <summary>What is to be decided next without anybody's word; null if nothing is.</summary>
    public MeetCommand? Next(Meet state, DateTimeOffset now)
    {
        if (isWanted)
            return new MeetCommand.BeginRecovery(around.FreshEpoch(), state.Epoch, talk?.HighestBlock ?? 0);
        return talk is not null && state.Recovering is not null && talk.Advance(state, roster.Members, arriving.Count > 0, now)
            ? new MeetCommand.EndRecovery(talk.Through, talk.HighestBlock) : null;
    }

    /// <summary>What was decided without anybody's word is durable.</summary>
    public void Went() => isWanted = false;

    /// <summary>What was decided without anybody's word could not be kept: it is tried again.</summary>
    public void Again() => talk?.Again();

    /// <summary>Whether a page of held items is an answer of the one whose turn it is.</summary>
    public bool IsTurnOf(Meet state, MeetMember member) => state.Recovering is not null && talk?.Turn == member;

    /// <summary>Takes such a page; answers what is to be taken back, if it was the last one.</summary>
    public MeetCommand? Hear(Meet state, MeetMember from, MeetRequest.StateRecoveryResponse page, DateTimeOffset now) => talk!.Hear(state, from, page, now);

    /// <summary>Such a page is durable.</summary>
    public void Took(MeetCommand? taken, Meet state)
    {
        if (state.Recovering is { } recovering)
            talk?.Took(taken, recovering);
    }

    /// <summary>Such a page could not be kept: its desk is asked again.</summary>
    public void Forget(MeetMember member) => talk?.Forget(member);

    /// <summary>The log says that a recovery began.</summary>
    public void Began(Meet state, DateTimeOffset now)
    {
        isWanted = false;
        MeetLog.RecoveryBegan(around.Log, id.Digits, state.Recovering!.Previous, state.Recovering.Through);
        Start(state, now);
        roster.PauseAll();
        roster.Speak(new MeetReply.ServerNotice("recovering", "The server lost part of this meet and is asking the desks for it.", 1_000), _ => true);
    }

    /// <summary>Goes on with what the log says: after a restart in the middle of a recovery it is led from where it was.</summary>
    public void Follow(Meet state, DateTimeOffset now)
    {
        if (state.Recovering is null)
            talk = null;
        else if (talk is null)
            Start(state, now);
    }

    private void Start(Meet state, DateTimeOffset now)
    {
        talk = new(around.Terms, around.Rules, state.Recovering!.OnlyAuthor is null ? now + around.Terms.RecoveryWindow : now, state.Recovering.Through);
        foreach (var member in roster.Members.Where(member => member.Claims is not null))
            talk.Saw(member.Claims!);
    }
}
