using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Rollcall.Core.Store;

namespace Rollcall.Apps.Meets;

/// <summary>Hands the results of a finished meet over to the record book.</summary>
public interface IHandOver
{
    /// <summary>Hands over; called again after a crash, so the same meet is handed over once only. Throws <see cref="IOException"/> where it cannot.</summary>
    ValueTask HandOverAsync(FiledResults results);

    /// <summary>How far the results of a meet have got that was handed over.</summary>
    Delivery DeliveryOf(MeetId meet, DateTimeOffset publishedAt);
}

/// <summary>The results of a finished meet.</summary>
/// <param name="Csv">The results file.</param>
/// <param name="Email">The letter that goes with it: headers, a blank line, text.</param>
/// <param name="AttachmentName">How the results file is called when it is attached.</param>
public sealed record FiledResults(MeetId Meet, ReadOnlyMemory<byte> Csv, ReadOnlyMemory<byte> Email, string AttachmentName, DateTimeOffset PublishedAt);

/// <summary>What follows from publishing: <c>email.txt</c> beside <c>opl.csv</c>, the hand-over, the move to the finished meets. Every step can be done again
/// after a crash; the move is the last, so that what is in the finished folder is complete (specification 4.5). Loops of many meets call it.</summary>
public sealed class Filing(IHandOver handOver, string publishTo, ILogger logger)
{
    private readonly ConcurrentDictionary<MeetId, Delivery> failing = [];

    /// <summary>Files a published meet. Where that cannot be just now the delivery says so, nothing is moved, and it is to be done again.</summary>
    public async ValueTask FileAsync(Meet meet, IEventLog log, DateTimeOffset now)
    {
        try
        {
            await CompleteAsync(meet, log);
            failing.TryRemove(meet.Id, out _);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or StoreFailedException)
        {
            MeetLog.NotFiled(logger, meet.Id.Digits, failed.Message);
            failing[meet.Id] = new("failed", now, "The results could not be written or handed over yet; it is tried again.");
        }
    }

    /// <summary>Where the results of a meet are; null if it is not published.</summary>
    public Delivery? DeliveryOf(Meet meet) =>
        meet.Published is not { } published ? null : failing.TryGetValue(meet.Id, out var failed) ? failed : handOver.DeliveryOf(meet.Id, published.At);

    private async ValueTask CompleteAsync(Meet meet, IEventLog log)
    {
        var csv = await log.ReadBesideAsync("opl.csv", CancellationToken.None) ?? throw new IOException("opl.csv is missing");
        var email = EmailText.Of(meet, publishTo);
        await log.WriteBesideAsync("email.txt", email, CancellationToken.None);
        await handOver.HandOverAsync(new(meet.Id, csv, email, EmailText.AttachmentName(meet), meet.Published!.At));
        await log.ArchiveAsync(CancellationToken.None);
    }
}
