using Microsoft.Extensions.Logging;

namespace Rollcall.Core.Channels;

/// <summary>What channels tell the operator.</summary>
internal static partial class ChannelLog
{
    [LoggerMessage(EventId = 2101, EventName = "channel_failed", Level = LogLevel.Error, Message = "Channel {Channel} failed; its members are asked to come back")]
    public static partial void Failed(ILogger log, ChannelName channel, Exception crash);

    [LoggerMessage(EventId = 2102, EventName = "write_refused", Level = LogLevel.Error, Message = "Channel {Channel}: a write was refused: {Reason}")]
    public static partial void Refused(ILogger log, ChannelName channel, string reason);

    [LoggerMessage(EventId = 2103, EventName = "snapshot_not_written", Level = LogLevel.Warning, Message = "Channel {Channel}: no snapshot was written: {Reason}")]
    public static partial void NoSnapshot(ILogger log, ChannelName channel, string reason);

    [LoggerMessage(EventId = 2104, EventName = "channel_not_opened", Level = LogLevel.Error, Message = "Channel {Channel} cannot be opened: {Reason}")]
    public static partial void NotOpened(ILogger log, ChannelName channel, string reason);
}
