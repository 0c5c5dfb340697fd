using Rollcall.Apps.Meets;

namespace Rollcall.Server.Doors.Meets;

/// <summary>Hands results over by laying them into a folder of their own, <c>data/outbox/&lt;nine digits&gt;/</c>, for the operator to send. Any thread.</summary>
public sealed class OutboxFolder(string outbox) : IHandOver
{
    /// <inheritdoc/>
    public async ValueTask<Delivery> HandOverAsync(MeetId meet, ReadOnlyMemory<byte> csv, ReadOnlyMemory<byte> email, DateTimeOffset publishedAt)
    {
        var folder = Path.Combine(outbox, meet.Digits);
        if (!Directory.Exists(folder))
        {
            // Complete under another name first: whoever empties the outbox never finds half a hand-over.
            var making = folder + ".making";
            Directory.CreateDirectory(making);
            await WriteAsync(Path.Combine(making, "opl.csv"), csv);
            await WriteAsync(Path.Combine(making, "email.txt"), email);
            Directory.Move(making, folder);
        }

        return new("outbox", publishedAt, null);
    }

    private static async Task WriteAsync(string path, ReadOnlyMemory<byte> content)
    {
        await using var file = new FileStream(path, FileMode.Create, FileAccess.Write);
        await file.WriteAsync(content);
        file.Flush(flushToDisk: true);
    }
}
