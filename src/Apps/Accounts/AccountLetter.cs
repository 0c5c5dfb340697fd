using Rollcall.Core.Channels;

namespace Rollcall.Apps.Accounts;

/// <summary>A command on its way into the mailbox of accounts, with a promise of the answer.</summary>
public sealed class AccountLetter : Letter<AccountCommand>
{
    private readonly TaskCompletionSource<AccountAnswer> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Makes one.</summary>
    public AccountLetter(AccountCommand command) => Command = command;

    /// <summary>Completes when what was decided is durable, or nothing was done.</summary>
    public Task<AccountAnswer> Answer => answer.Task;

    internal void Reply(AccountAnswer reply) => answer.TrySetResult(reply);
}
