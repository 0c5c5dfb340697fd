using System.Text;
using Rollcall.Core.Store;

namespace Rollcall.Tests.Core.Store;

/// <summary>Events to put into a log, where it does not matter what they say.</summary>
internal static class Logged
{
    public const string Epoch = "k3f9x2";

    private static readonly DateTimeOffset At = new(2026, 3, 14, 10, 2, 11, 482, TimeSpan.Zero);

    public static LoggedEvent Event(long seq, string body = """{"n":1}""", string? op = "q7Jm2xV0aLk:18") =>
        new(seq, Epoch, At, op, "Updated", Encoding.UTF8.GetBytes(body));

    public static LoggedEvent[] Events(long first, int count, string body = """{"n":1}""") =>
        [.. Enumerable.Range(0, count).Select(i => Event(first + i, body))];

    /// <summary>The events of one command.</summary>
    public static LoggedEvent[] Unit(long first, int count, string body = """{"n":1}""") =>
        [.. Enumerable.Range(0, count).Select(i => Event(first + i, body) with { More = count - 1 - i })];

    public static Append Round(IEventLog log, IReadOnlyList<LoggedEvent> events, string? secret = null) =>
        new(log.Head, events, log.Secret.Version, secret is null ? (ReadOnlyMemory<byte>?)null : Encoding.UTF8.GetBytes(secret));

    public static string Shown(LoggedEvent logged) =>
        $"{logged.Seq} {logged.Epoch} {logged.At:O} {logged.Op ?? "-"} {logged.Type} {logged.More} {Encoding.UTF8.GetString(logged.Body.Span)}";
}
