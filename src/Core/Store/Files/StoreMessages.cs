using Microsoft.Extensions.Logging;
using Rollcall.Core.Channels;

namespace Rollcall.Core.Store.Files;

/// <summary>What the file store tells the operator. Event ids 2000-2099.</summary>
internal static partial class StoreMessages
{
    [LoggerMessage(2001, LogLevel.Warning, "{Channel}: a torn last line was cut off: {File} line {Line}, {Bytes} bytes; the last event is {Head}")]
    public static partial void TornTailCut(ILogger logger, ChannelName channel, string file, long line, long bytes, long head);

    [LoggerMessage(2002, LogLevel.Warning, "{Channel}: a snapshot is passed over: {File}: {Why}")]
    public static partial void SnapshotPassedOver(ILogger logger, ChannelName channel, string file, string why);

    [LoggerMessage(2003, LogLevel.Error, "{Channel}: a write was refused; nothing was added, reads go on: {Reason}")]
    public static partial void WriteRefused(ILogger logger, ChannelName channel, string reason);

    [LoggerMessage(2004, LogLevel.Information, "writes are taken again")]
    public static partial void WritesTakenAgain(ILogger logger);

    [LoggerMessage(2005, LogLevel.Critical, "{Channel}: a flush to disk failed; no writes are taken until the server is started again. Look at the disk first")]
    public static partial void StoreStopped(ILogger logger, ChannelName channel, Exception error);

    [LoggerMessage(2006, LogLevel.Warning, "{Channel}: a snapshot could not be kept, the log goes on without it: {Why}")]
    public static partial void SnapshotNotKept(ILogger logger, ChannelName channel, string why);

    [LoggerMessage(2007, LogLevel.Information, "{Count} unfinished folders that a crash had left were removed")]
    public static partial void LeftoversRemoved(ILogger logger, int count);
}
