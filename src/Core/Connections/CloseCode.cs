namespace Rollcall.Core.Connections;

/// <summary>Why a connection is closed; the range says whether to come back: 4000-4499 do, 4500-4999 do not.</summary>
public enum CloseCode
{
    /// <summary>Done (RFC 6455).</summary>
    Done = 1000,
    /// <summary>The server is going away (RFC 6455).</summary>
    GoingAway = 1001,
    /// <summary>The client broke the WebSocket protocol (RFC 6455).</summary>
    ProtocolError = 1002,
    /// <summary>A kind of frame that is not used here (RFC 6455).</summary>
    Unsupported = 1003,
    /// <summary>Text that is not UTF-8 (RFC 6455).</summary>
    InvalidText = 1007,
    /// <summary>Against the rules (RFC 6455).</summary>
    PolicyViolation = 1008,
    /// <summary>A message beyond the limit (RFC 6455).</summary>
    TooBig = 1009,
    /// <summary>A bug or the disk on our side (RFC 6455).</summary>
    InternalError = 1011,
    /// <summary>The server restarts.</summary>
    Restart = 1012,
    /// <summary>The server has too much to do.</summary>
    Overloaded = 1013,
    /// <summary>Did not read fast enough; come back from your position.</summary>
    Slow = 4001,
    /// <summary>Sent too many messages.</summary>
    TooFast = 4002,
    /// <summary>Come back after a restart of the channel.</summary>
    ComeBack = 4003,
    /// <summary>Said nothing for too long.</summary>
    Timeout = 4004,
    /// <summary>Come back and start over.</summary>
    Resync = 4010,
    /// <summary>Nobody said who is there.</summary>
    NotAuthenticated = 4500,
    /// <summary>Banned.</summary>
    Banned = 4501,
    /// <summary>Kicked.</summary>
    Kicked = 4502,
    /// <summary>No place left.</summary>
    Full = 4503,
    /// <summary>The channel is closed for good.</summary>
    Closed = 4504,
    /// <summary>Another connection took this one's place.</summary>
    Replaced = 4505,
    /// <summary>The session was ended.</summary>
    Revoked = 4506,
    /// <summary>May not be here any more.</summary>
    Forbidden = 4507,
}
