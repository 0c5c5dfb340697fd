using Rollcall.Apps.Meets;

namespace Rollcall.Server.Doors.Meets.HandOver;

/// <summary>Hands results over by laying them into a folder of their own, <c>data/outbox/&lt;nine digits&gt;/</c>, for the operator to send. Any thread.</summary>
public sealed class OutboxFolder(string outbox) : IHandOver
{
    /// <inheritdoc/>
    public async ValueTask HandOverAsync(FiledResults results) =>
        await WholeFolder.MakeAsync(Path.Combine(outbox, results.Meet.Digits), ("opl.csv", results.Csv), ("email.txt", results.Email));

    /// <inheritdoc/>
    public Delivery DeliveryOf(MeetId meet, DateTimeOffset publishedAt) => new("outbox", publishedAt, null);
}
