namespace Rollcall.Core.Connections;

/// <summary>The decision that a connection ends: whose it was, and with which code and reason.</summary>
internal sealed record Closing(EndedBy By, CloseCode? Code, string Reason)
{
    public static Closing Lost { get; } = new(EndedBy.Loss, Code: null, Reason: "");

    public static Closing Slow { get; } = new(EndedBy.Server, CloseCode.Slow, "slow_consumer");

    public static Closing TooFast { get; } = new(EndedBy.Server, CloseCode.TooFast, "too_fast");

    public static Closing Timeout { get; } = new(EndedBy.Server, CloseCode.Timeout, "timeout");

    public static Closing NotAuthenticated { get; } = new(EndedBy.Server, CloseCode.NotAuthenticated, "unauthenticated");

    public static Closing ProtocolError { get; } = new(EndedBy.Server, CloseCode.ProtocolError, "protocol_error");

    public static Closing Binary { get; } = new(EndedBy.Server, CloseCode.Unsupported, "binary");

    public static Closing InvalidText { get; } = new(EndedBy.Server, CloseCode.InvalidText, "bad_utf8");

    public static Closing TooBig { get; } = new(EndedBy.Server, CloseCode.TooBig, "too_big");

    public static Closing InternalError { get; } = new(EndedBy.Server, CloseCode.InternalError, "internal");

    public Ending AsEnding => new(By, Code, Reason);
}
