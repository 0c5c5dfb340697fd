using System.Text;

namespace Rollcall.Apps.Meets;

/// <summary>The dialect of event streams: what is told there, as blocks of <c>text/event-stream</c> (specification 5.5).</summary>
internal static class EventBlock
{
    /// <summary>How soon a listener comes back whose stream ended.</summary>
    public static ReadOnlyMemory<byte> Opening { get; } = "retry: 3000\n\n"u8.ToArray();

    /// <summary>A reply as a block; null for what only conversations hear.</summary>
    public static byte[]? Of(MeetReply reply) => reply switch
    {
        MeetReply.PlatformView view => Block("view", $"{view.Epoch}-{view.ServerSeq}", reply),
        MeetReply.StandingsChanged changed => Block("changed", $"{changed.Epoch}-{changed.ServerSeq}", reply),
        MeetReply.ServerNotice => Block("notice", null, reply),
        MeetReply.TimeNow => Block("time", null, reply),
        _ => null,
    };

    // What the writer of JSON makes is one line: line breaks in texts are escaped.
    private static byte[] Block(string name, string? id, MeetReply reply) =>
        [.. Encoding.UTF8.GetBytes($"event: {name}\n{(id is null ? "" : $"id: {id}\n")}data: "), .. MeetWire.WriteFields(reply), .. "\n\n"u8];
}
