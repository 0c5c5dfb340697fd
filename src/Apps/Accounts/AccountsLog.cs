using Microsoft.Extensions.Logging;

namespace Rollcall.Apps.Accounts;

/// <summary>What the channel of accounts tells the operator. Event ids 3520-3539.</summary>
internal static partial class AccountsLog
{
    [LoggerMessage(EventId = 3520, EventName = "accounts_compacted", Level = LogLevel.Information, Message = "The log of accounts was rewritten as of event {Head}; nothing of removed users is in it")]
    public static partial void Compacted(ILogger log, long head);

    [LoggerMessage(EventId = 3521, EventName = "accounts_not_compacted", Level = LogLevel.Warning, Message = "The log of accounts could not be rewritten, removed users are still in it; it is tried again: {Reason}")]
    public static partial void NotCompacted(ILogger log, string reason);
}
