using Rollcall.Core.Channels;
using Rollcall.Core.Connections;

namespace Rollcall.Apps.Rooms;

/// <summary>Tells a connection what it missed, at the pace at which it reads, until it hears what comes. Runs beside the room's loop, one at a time for a
/// connection; the room goes on meanwhile.</summary>
public sealed class CatchUp(Actor<Room, RoomCommand, RoomEvent, RoomAnswer> actor, RoomHistory history, TimeProvider time)
{
    private const int AtOnce = 128;
    /// <summary>The most that the first page of history holds, unless its newest message alone is larger.</summary>
    internal const int HistoryBytes = 256 << 10;

    private readonly RoomReplies replies = new(actor.Channel.Key);

    /// <summary>Goes in: greets, tells what was missed, and returns when the member is live or has no place any more.</summary>
    public async Task ArriveAsync(RoomMember member, Visit visit, Outbox outbox)
    {
        var arriving = new RoomLetter.Arriving(member, visit, outbox);
        var missing = await AskAsync(arriving);
        while (missing is not null && missing != Missing.Nothing && !outbox.IsClosing)
        {
            var told = missing.History > 0 ? await TellHistoryAsync(outbox, missing.History, missing.To) : await TellEntriesAsync(outbox, missing.From, missing.To);
            missing = told is { } through ? await AskAsync(new RoomLetter.CatchingUp(member, through)) : null;
        }

        // The room ended under it, or what it missed is no longer served.
        if (missing is null)
            member.TurnAway(outbox);
    }

    private async ValueTask<Missing?> AskAsync(RoomLetter.Question<Missing> question) => await actor.PostAsync(question) ? await question.Answer : null;

    private async ValueTask<long?> TellHistoryAsync(Outbox outbox, int count, long head)
    {
        if (await history.PageAsync(head + 1, null, count, HistoryBytes) is not { } page)
            return null;
        outbox.Post(SharedFrame.Text(replies.History(page.Items, page.HasMore, page.Next, time.GetUtcNow())));
        return head;
    }

    private async ValueTask<long?> TellEntriesAsync(Outbox outbox, long from, long to)
    {
        while (from <= to && !outbox.IsClosing)
        {
            var through = Math.Min(to, from + AtOnce - 1);
            if (await history.EntriesAsync(from, through) is not { } read)
                return null;
            if (!read.Served)
            {
                outbox.Close(CloseCode.Resync, "resync");
                return to;
            }

            foreach (var message in read.Messages)
            {
                // A long message more than fits is not the reader's fault: it waits until there is room.
                if (outbox.OwedBytes > 0 && outbox.OwedBytes + message.Length + 16 > outbox.Capacity / 2)
                    await outbox.DrainedAsync();
                outbox.Post(SharedFrame.Text(message));
            }

            await outbox.DrainedAsync();
            from = through + 1;
        }

        return to;
    }
}
