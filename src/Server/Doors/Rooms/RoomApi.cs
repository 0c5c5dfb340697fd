using Rollcall.Apps.Rooms;
using Rollcall.Server.Hosting.Api;

namespace Rollcall.Server.Doors.Rooms;

/// <summary>What rooms say of themselves for the API documents.</summary>
internal static class RoomApi
{
    public static ApiNote Note { get; } = new("Rooms", "Places in which people talk.")
    {
        Paths = ["/api/rooms"],
        Codes = Sentences.Codes.ToDictionary(code => code, code => RoomError.Of(code).Status),
        Socket = new("/ws/{roomId}", "One person's place in one room.",
            [
                .. RoomWire.Actions.Select(action => new ApiMessage($"chat.{action}", ("type", "chat"), ("data.action", action))),
                .. RoomWire.Signals.Select(name => new ApiMessage($"presence.{name}", ("type", "presence"), ("data.event", name))),
            ],
            [
                new("chat", ("type", "chat")),
                .. EntryText.Events.Concat(RoomReplies.SystemEvents).Select(name => new ApiMessage($"system.{name}", ("type", "system"), ("data.event", name))),
                .. RoomReplies.PresenceEvents.Select(name => new ApiMessage($"presence.{name}", ("type", "presence"), ("data.event", name))),
            ]),
    };
}
