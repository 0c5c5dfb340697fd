using Rollcall.Core.Channels;
using Rollcall.Core.Connections;

namespace Rollcall.Apps.Rooms;

/// <summary>The last entries of a room as its members hear them, ready to be sent: who was away for a moment is told from here, and the log is read
/// only for those that were away longer. Owned by the room's loop.</summary>
internal sealed class RecentEntries(RoomReplies replies)
{
    /// <summary>The most that is held.</summary>
    public const int Most = 512;

    private const int MostBytes = 1 << 20;

    private readonly Queue<Slot> slots = new();
    private long bytes;

    /// <summary>The first entry held; one above <see cref="Last"/> where none is.</summary>
    public long First => slots.TryPeek(out var first) ? first.Entry.Seq : Last + 1;

    /// <summary>The last entry held.</summary>
    public long Last { get; private set; }

    /// <summary>Takes in the next entry.</summary>
    /// <param name="state">After it.</param>
    public SharedFrame Add(Happened<RoomEvent> entry, Room state)
    {
        Last = entry.Seq;
        Forget(entry.Body switch
        {
            RoomEvent.Edited edited => edited.Target,
            RoomEvent.Deleted deleted => deleted.Target,
            _ => 0,
        });
        var slot = new Slot(entry);
        slots.Enqueue(slot);
        var frame = FrameOf(slot, state);
        bytes += slot.Size;
        while (slots.Count > Most || (bytes > MostBytes && slots.Count > 1))
            bytes -= slots.Dequeue().Size;
        return frame;
    }

    /// <summary>Takes in what came last before the room was opened. A message that was edited is told with the edit's content, so all must be there first.</summary>
    public void Restore(IReadOnlyList<Happened<RoomEvent>> entries, Room state)
    {
        foreach (var entry in entries)
        {
            Last = entry.Seq;
            slots.Enqueue(new Slot(entry));
        }

        foreach (var slot in slots)
        {
            FrameOf(slot, state);
            bytes += slot.Size;
        }

        while (slots.Count > Most || (bytes > MostBytes && slots.Count > 1))
            bytes -= slots.Dequeue().Size;
    }

    /// <summary>Whether all entries after one are held.</summary>
    public bool Covers(long after) => First <= after + 1;

    /// <summary>Frames of the entries after one, in order.</summary>
    public IEnumerable<SharedFrame> After(long seq, Room state) => slots.Where(slot => slot.Entry.Seq > seq).Select(slot => FrameOf(slot, state));

    /// <summary>The newest chat entries not below a floor, oldest first, without their frames' heads.</summary>
    public IReadOnlyList<(long Seq, byte[] Message)> Chat(int count, long floor, Room state) =>
        [.. slots.Where(slot => slot.Entry.Body is RoomEvent.Posted && slot.Entry.Seq >= floor).TakeLast(count).Select(slot => (slot.Entry.Seq, MessageOf(slot, state)))];

    private MessageContent ContentOf(long editSeq) =>
        slots.First(slot => slot.Entry.Seq == editSeq).Entry.Body is RoomEvent.Edited edited ? new(edited.Text, edited.Body) : throw new InvalidOperationException($"entry {editSeq} is no edit");

    private SharedFrame FrameOf(Slot slot, Room state) => slot.Frame ??= SharedFrame.Text(MessageOf(slot, state));

    private byte[] MessageOf(Slot slot, Room state)
    {
        if (slot.Message is not null)
            return slot.Message;
        slot.Message = replies.Entry(slot.Entry, state, ContentOf);
        if (slot.Size == 0)
            slot.Size = slot.Message.Length;
        return slot.Message;
    }

    /// <summary>A message is told differently from now on, and so are the edits of it.</summary>
    private void Forget(long message)
    {
        if (message == 0)
            return;
        foreach (var slot in slots)
        {
            if (slot.Entry.Seq == message || (slot.Entry.Body is RoomEvent.Edited edited && edited.Target == message))
                (slot.Message, slot.Frame) = (null, null);
        }
    }

    private sealed class Slot(Happened<RoomEvent> entry)
    {
        public Happened<RoomEvent> Entry { get; } = entry;

        public byte[]? Message { get; set; }

        public SharedFrame? Frame { get; set; }

        // Of the message as it was first told; what it becomes may be longer, which does not matter for the bound.
        public int Size { get; set; }
    }
}
