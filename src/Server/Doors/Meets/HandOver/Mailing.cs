using System.Text.Json;
using Rollcall.Apps.Meets;

namespace Rollcall.Server.Doors.Meets.HandOver;

/// <summary>How far one meet's results have got by mail: <c>state.json</c> beside them. Immutable.</summary>
/// <param name="State"><c>pending</c>, <c>sent</c> or <c>failed</c>.</param>
/// <param name="At">Since when.</param>
/// <param name="PublishedAt">When trying began.</param>
/// <param name="NextAt">When it is tried again.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Attachment">The name of the attached file.</param>
/// <param name="Detail">A sentence for the director, or null.</param>
internal sealed record Mailing(string State, DateTimeOffset At, DateTimeOffset PublishedAt, DateTimeOffset NextAt, int Attempts, string Attachment, string? Detail)
{
    private const string StillTrying = "pending";

    private static readonly TimeSpan Patience = TimeSpan.FromDays(3);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(4);

    /// <summary>Whether it is still to be sent.</summary>
    public bool IsPending => State == StillTrying;

    /// <summary>As the director is told.</summary>
    public Delivery Delivery => new(State, At, Detail);

    /// <summary>Nothing was tried yet.</summary>
    public static Mailing Of(FiledResults results) => new(StillTrying, results.PublishedAt, results.PublishedAt, results.PublishedAt, 0, results.AttachmentName, null);

    /// <summary>The mail server took it.</summary>
    public Mailing Sent(DateTimeOffset now) => this with { State = "sent", At = now, Attempts = Attempts + 1, Detail = null };

    /// <summary>The mail server did not take it: tried again with growing pauses, for three days.</summary>
    /// <param name="reason">In a few words, without secrets.</param>
    public Mailing NotTaken(DateTimeOffset now, string reason, string to)
    {
        var pause = Attempts > 16 || FirstPause * (1 << Attempts) > LongestPause ? LongestPause : FirstPause * (1 << Attempts);
        return now + pause > PublishedAt + Patience
            ? this with { State = "failed", At = now, Attempts = Attempts + 1, Detail = $"No mail server took the results for 3 days ({reason}). Download opl.csv and send it to {to} yourself." }
            : this with { NextAt = now + pause, Attempts = Attempts + 1, Detail = $"The mail server has not taken the results yet ({reason}); it is tried again for 3 days." };
    }

    /// <summary>As it lies on disk.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this);

    /// <summary>Reads it; null where the file is no such thing.</summary>
    public static Mailing? Read(ReadOnlySpan<byte> file)
    {
        try
        {
            return JsonSerializer.Deserialize<Mailing>(file);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
