using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Logging;
using Rollcall.Core.Store;

namespace Rollcall.Apps.Meets;

/// <summary>Hands the results of a finished meet over to the record book.</summary>
public interface IHandOver
{
    /// <summary>Hands over; called again after a crash, so the same meet is handed over once only. Throws <see cref="IOException"/> where it cannot.</summary>
    ValueTask<Delivery> HandOverAsync(MeetId meet, ReadOnlyMemory<byte> csv, ReadOnlyMemory<byte> email, DateTimeOffset publishedAt);
}

/// <summary>What follows from publishing: <c>email.txt</c> beside <c>opl.csv</c>, the hand-over, the move to the finished meets. Every step can be done again
/// after a crash; the move is the last, so that what is in the finished folder is complete (specification 4.5). Loops of many meets call it.</summary>
public sealed class Filing(IHandOver handOver, string publishTo, ILogger logger)
{
    private readonly ConcurrentDictionary<MeetId, Delivery> failing = [];

    /// <summary>Files a published meet. Where that cannot be just now the delivery says so, nothing is moved, and it is to be done again.</summary>
    public async ValueTask<Delivery> FileAsync(Meet meet, IEventLog log, DateTimeOffset now)
    {
        try
        {
            var delivery = await CompleteAsync(meet, log);
            failing.TryRemove(meet.Id, out _);
            return delivery;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or StoreFailedException)
        {
            MeetLog.NotFiled(logger, meet.Id.Digits, failed.Message);
            return failing[meet.Id] = new("failed", now, "The results could not be written or handed over yet; it is tried again.");
        }
    }

    /// <summary>Where the results of a meet are; null if it is not published.</summary>
    public Delivery? DeliveryOf(Meet meet) =>
        meet.Published is not { } published ? null : failing.TryGetValue(meet.Id, out var failed) ? failed : new("outbox", published.At, null);

    private async ValueTask<Delivery> CompleteAsync(Meet meet, IEventLog log)
    {
        var csv = await log.ReadBesideAsync("opl.csv", CancellationToken.None) ?? throw new IOException("opl.csv is missing");
        var email = EmailText.Of(meet, publishTo);
        await log.WriteBesideAsync("email.txt", email, CancellationToken.None);
        var delivery = await handOver.HandOverAsync(meet.Id, csv, email, meet.Published!.At);
        await log.ArchiveAsync(CancellationToken.None);
        return delivery;
    }
}

/// <summary>The letter that goes with the results.</summary>
internal static class EmailText
{
    /// <summary>UTF-8, LF; headers, a blank line, then what the file is.</summary>
    public static byte[] Of(Meet meet, string to)
    {
        var published = meet.Published!;
        var (name, date, federation) = (Field(meet, "name"), Field(meet, "date"), Field(meet, "federation"));
        var place = string.Join(", ", new[] { Field(meet, "city"), Field(meet, "state"), Field(meet, "country") }.Where(part => part.Length > 0));
        var text = new StringBuilder()
            .Append("To: ").Append(OneLine(to)).Append('\n')
            .Append("Reply-To: ").Append(OneLine(published.ReturnEmail)).Append('\n')
            .Append("Subject: Results of ").Append(name.Length == 0 ? meet.Id.Grouped : name).Append('\n')
            .Append('\n')
            .Append("Meet: ").Append(name).Append('\n')
            .Append("Federation: ").Append(federation).Append('\n')
            .Append("Date: ").Append(date).Append('\n')
            .Append("Place: ").Append(place).Append('\n')
            .Append("Entries: ").Append(meet.Content.Entries).Append('\n')
            .Append("Results file: made by the ").Append(published.CsvSource == "server" ? "server" : "meet's own software").Append(", SHA-256 ").Append(published.CsvSha256).Append('\n')
            .Append("Findings: none were looked for\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Field(Meet meet, string field) =>
        MeetKey.TryParse("meet." + field, MeetRules.Default.MaxKeyLength, out var key) && meet.Content.ValueAt(key, out _)?.Parse() is { ValueKind: System.Text.Json.JsonValueKind.String } text
            ? OneLine(text.GetString()!) : "";

    /// <summary>A line break in a value would begin another header.</summary>
    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' or '\u0085' ? ' ' : c));
}
