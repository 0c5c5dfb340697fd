using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Rollcall.Apps.Queue;

/// <summary>The tickets of callers: <c>entry_id.mac</c>, where the mac is the HMAC-SHA256 of queue, epoch and entry under the queue's ticket key. Nothing of them is stored.</summary>
public static class Tickets
{
    private const int MacLength = 43;

    /// <summary>The ticket of an entry.</summary>
    public static string Of(QueueState queue, long entryId) =>
        string.Create(CultureInfo.InvariantCulture, $"{entryId}.{Mac(queue, entryId)}");

    /// <summary>The entry that a ticket opens, waiting or ended; null for whatever is not a ticket of this queue that is still known.</summary>
    public static long? Open(QueueState queue, string? ticket)
    {
        var dot = ticket?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        if (dot is < 1 or > 19 || ticket!.Length != dot + 1 + MacLength || queue.Secret is null
            || !long.TryParse(ticket.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var entryId) || ticket[0] == '0')
            return null;
        var good = CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(ticket[(dot + 1)..]), Encoding.UTF8.GetBytes(Mac(queue, entryId)));
        return good && Callers.StatusOf(queue, entryId) is not null ? entryId : null;
    }

    private static string Mac(QueueState queue, long entryId)
    {
        var key = System.Buffers.Text.Base64Url.DecodeFromChars(queue.Secret!.TicketKey);
        var what = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{queue.Name}\n{queue.Epoch}\n{entryId}"));
        return System.Buffers.Text.Base64Url.EncodeToString(HMACSHA256.HashData(key, what));
    }
}
