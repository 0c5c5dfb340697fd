using System.Text.RegularExpressions;
using Rollcall.Apps.Devices;

namespace Rollcall.Server.Doors.Devices;

/// <summary>A message of a registered prefix.</summary>
/// <param name="UserId">Whose device sent it.</param>
/// <param name="DeviceId">Which device.</param>
/// <param name="ConnectionId">On which connection.</param>
/// <param name="Type">Its whole type, such as <c>chess.move</c>.</param>
/// <param name="Payload">Any JSON value.</param>
/// <param name="Answer">Says something to the sender; false if its connection takes nothing more.</param>
public sealed record PrefixMessage(long UserId, long DeviceId, string ConnectionId, string Type, RawJson Payload, Func<ServerMessage.Foreign, bool> Answer);

/// <summary>What an application does with messages of its prefix, in the order the connection sent them. The connection's next message is read when it is done.</summary>
public delegate ValueTask PrefixHandler(PrefixMessage message);

/// <summary>The prefixes of other applications (specification 4.4). Filled while the server is put together, by one thread; only read afterwards.</summary>
public sealed partial class PrefixHandlers
{
    private readonly Dictionary<string, PrefixHandler> handlers = new(StringComparer.Ordinal);

    /// <summary>Registers a prefix: the part of a type before the first dot. A reserved one, or one that is registered already, stops the start.</summary>
    public void Register(string prefix, PrefixHandler handler)
    {
        if (!Shape().IsMatch(prefix))
            throw new InvalidOperationException($"'{prefix}' is no prefix of messages: 1-32 of a-z, 0-9, '_', '-', beginning with a letter");
        if (DeviceWire.ReservedPrefixes.Contains(prefix))
            throw new InvalidOperationException($"the prefix '{prefix}' of messages is the server's own");
        if (!handlers.TryAdd(prefix, handler))
            throw new InvalidOperationException($"the prefix '{prefix}' of messages is registered twice");
    }

    /// <summary>Who handles a prefix; null if nobody does.</summary>
    public PrefixHandler? Find(string prefix) => handlers.GetValueOrDefault(prefix);

    [GeneratedRegex(@"\A[a-z][a-z0-9_-]{0,31}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
