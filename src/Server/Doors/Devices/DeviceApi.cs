using System.Runtime.CompilerServices;
using Rollcall.Apps.Devices;
using Rollcall.Server.Hosting.Api;

namespace Rollcall.Server.Doors.Devices;

/// <summary>What devices and their accounts say of themselves for the API documents.</summary>
internal static class DeviceApi
{
    public static ApiNote Note { get; } = new("Devices", "Accounts, sessions, and what a person's devices share.")
    {
        Paths = ["/v1"],
        Socket = new("/v1/ws", "A person's devices.", [.. DeviceWire.FromClients.Select(Message)], [.. Said.Select(Message)]),
    };

    // A queue is told by two names; what belongs to other applications has theirs.
    private static IEnumerable<string> Said =>
        typeof(ServerMessage).GetNestedTypes().Where(one => one.IsSubclassOf(typeof(ServerMessage)) && !one.IsAbstract && one != typeof(ServerMessage.Foreign))
            .Select(one => ServerWriting.TypeOf((ServerMessage)RuntimeHelpers.GetUninitializedObject(one)))
            .Append(ServerWriting.TypeOf(new ServerMessage.QueueOfDevice(0, null!, IsAnswer: true)))
            .Order(StringComparer.Ordinal);

    private static ApiMessage Message(string type) => new(type, ("type", type));
}
