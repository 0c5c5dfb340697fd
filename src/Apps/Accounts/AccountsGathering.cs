using Rollcall.Core.Channels;

namespace Rollcall.Apps.Accounts;

/// <summary>Tells the rest of the server what happened to accounts, and those who asked what came of it. Nobody is connected to this channel.</summary>
/// <remarks>Runs on the channel's loop.</remarks>
/// <param name="heard">Called for every event once it is durable, whoever caused it, in order; must not wait.</param>
public sealed class AccountsGathering(Action<AccountEvent> heard) : Gathering<AccountBook, AccountCommand, AccountEvent, AccountAnswer>
{
    /// <inheritdoc/>
    public override int Members => 0;

    /// <inheritdoc/>
    public override void Speak(Letter<AccountCommand> letter, Outcome<AccountBook, AccountEvent, AccountAnswer> outcome, DateTimeOffset now)
    {
        foreach (var one in outcome.Events)
            heard(one.Body);
        (letter as AccountLetter)?.Reply(outcome.Answer!);
    }

    /// <inheritdoc/>
    public override void SpeakMissed(IReadOnlyList<Happened<AccountEvent>> missed, AccountBook state, long head)
    {
        foreach (var one in missed)
            heard(one.Body);
    }

    /// <inheritdoc/>
    public override void Undo(Letter<AccountCommand> letter, Undone why) => (letter as AccountLetter)?.Reply(new AccountAnswer.Unavailable());

    /// <inheritdoc/>
    public override void End(ChannelEnd why) { }
}
