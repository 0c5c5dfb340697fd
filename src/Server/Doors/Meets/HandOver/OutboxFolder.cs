using Rollcall.Apps.Meets;
using Rollcall.Core.Store.Files;

namespace Rollcall.Server.Doors.Meets.HandOver;

/// <summary>Hands results over by laying them into a folder of their own, <c>data/outbox/&lt;nine digits&gt;/</c>, for the operator to send. Any thread.</summary>
public sealed class OutboxFolder(string outbox, Disk disk) : IHandOver
{
    /// <inheritdoc/>
    public ValueTask HandOverAsync(FiledResults results)
    {
        WholeFolder.Make(disk, Path.Combine(outbox, results.Meet.Digits), ("opl.csv", results.Csv), ("email.txt", results.Email));
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public Delivery DeliveryOf(MeetId meet, DateTimeOffset publishedAt) => new("outbox", publishedAt, null);
}
