namespace Rollcall.Server.Doors.Queue.Operations;

/// <summary>Numbers of the queue's protocol that clients are told and that no configuration changes.</summary>
internal static class Protocol
{
    /// <summary>The protocol's version.</summary>
    public const string Version = "1.0";

    /// <summary>Bytes of the largest WebSocket message and of the largest HTTP body.</summary>
    public const int MaxMessageBytes = 64 * 1024;
}
