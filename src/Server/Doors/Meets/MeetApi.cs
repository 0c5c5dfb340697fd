using System.Runtime.CompilerServices;
using Rollcall.Apps.Meets;
using Rollcall.Server.Hosting.Api;

namespace Rollcall.Server.Doors.Meets;

/// <summary>What meets say of themselves for the API documents.</summary>
internal static class MeetApi
{
    public static ApiNote Note { get; } = new("Meets", "Powerlifting meets: views, files and event streams; everything else is said on the WebSocket.")
    {
        Paths = ["/api/meets"],
        Socket = new("/ws", "Desks and displays of meets. Also in the flat spelling: msgType in capitals with underscores, and the payload's fields beside it.",
            [.. MeetWire.FromClients.Select(Message)], [.. Said.Select(Message)]),
    };

    // One case has two names; the time is told on event streams only.
    private static IEnumerable<string> Said =>
        typeof(MeetReply).GetNestedTypes().Where(one => one.IsSubclassOf(typeof(MeetReply)) && !one.IsAbstract && one != typeof(MeetReply.TimeNow))
            .SelectMany(one => one == typeof(MeetReply.Welcome) ? ["MeetCreated", "MeetJoined"] : new[] { ((MeetReply)RuntimeHelpers.GetUninitializedObject(one)).Name })
            .Order(StringComparer.Ordinal);

    private static ApiMessage Message(string name) => new(name, ("type", name));
}
