using System.Buffers;
using Microsoft.Extensions.Logging;
using Rollcall.Core.Store;

namespace Rollcall.Apps.Accounts;

/// <summary>Rewrites the log of accounts from its state once a user was removed, so that nothing of them stays on the disk, and now and then so that it does
/// not grow for ever.</summary>
/// <remarks>Runs on the channel's loop.</remarks>
internal sealed class Compaction(AccountsKind kind, ILogger logger)
{
    /// <summary>Touches are one event a minute at most: this is two months of them.</summary>
    private const long LongestLog = 100_000;

    private static readonly TimeSpan PauseAfterRefusal = TimeSpan.FromHours(1);

    private DateTimeOffset notBefore = DateTimeOffset.MinValue;

    /// <summary>Whether the log holds what should be gone.</summary>
    public static bool IsOwed(AccountBook book, IEventLog log) => log.Floor < book.LastRemoval || log.Head - log.Floor > LongestLog;

    /// <summary>Does it. Where the disk takes no writes it stays owed and is tried again later: nobody has to wait for it.</summary>
    public async ValueTask RunAsync(AccountBook book, IEventLog log, DateTimeOffset now)
    {
        if (now < notBefore)
            return;
        var body = new ArrayBufferWriter<byte>(64 * 1024);
        kind.WriteSnapshot(book, body);
        try
        {
            await log.CompactAsync(new(log.Head, kind.EpochOf(book), body.WrittenMemory), CancellationToken.None);
            AccountsLog.Compacted(logger, log.Head);
        }
        catch (StoreFailedException refused)
        {
            // If the log itself has failed, the next append says so and ends the channel.
            notBefore = now + PauseAfterRefusal;
            AccountsLog.NotCompacted(logger, refused.Message);
        }
    }
}
