using Microsoft.Extensions.Logging;
using Rollcall.Core.Channels;
using Rollcall.Core.Store;

namespace Rollcall.Apps.Accounts;

/// <summary>Tells the rest of the server what happened to accounts, and those who asked what came of it. Nobody is connected to this channel.</summary>
/// <remarks>Runs on the channel's loop.</remarks>
/// <param name="heard">Called for every event once it is durable, whoever caused it, in order; must not wait.</param>
public sealed class AccountsGathering(AccountsKind kind, Action<AccountEvent> heard, ILogger log) : Gathering<AccountBook, AccountCommand, AccountEvent, AccountAnswer>
{
    private readonly Compaction compaction = new(kind, log);

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
    public override bool OwesAftermath(AccountBook state, IEventLog log) => Compaction.IsOwed(state, log);

    /// <inheritdoc/>
    public override ValueTask DoAftermathAsync(AccountBook state, IEventLog log, DateTimeOffset now) => compaction.RunAsync(state, log, now);

    /// <inheritdoc/>
    public override void End(ChannelEnd why) { }
}
