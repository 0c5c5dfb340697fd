using System.Buffers;
using System.Runtime.InteropServices;
using Rollcall.Core.Connections;

namespace Rollcall.Core.Channels;

/// <summary>Frames in the order they were posted, of which some are wanted only in their newest version.</summary>
/// <remarks>Belongs to one outbox and is guarded by its gate. It holds an array only while more than one frame waits: an idle connection costs nothing
/// here, and one that keeps up rents nothing.</remarks>
internal struct FrameQueue
{
    private const int FirstSize = 8;

    private SharedFrame? only;
    private SharedFrame?[]? frames;
    private int head;
    private int tail;
    private List<(object Slot, int Index)>? slots;

    public readonly bool IsEmpty => head == tail;

    private Span<SharedFrame?> Places => frames is null ? MemoryMarshal.CreateSpan(ref only, 1) : frames;

    public void Append(SharedFrame frame, object? slot)
    {
        if (tail == Places.Length) MakeRoom();
        if (slot is not null) (slots ??= []).Add((slot, tail));
        Places[tail++] = frame;
    }

    /// <summary>Takes out the frame of a slot, if one waits; gives its bytes.</summary>
    public int DropOlder(object slot)
    {
        var place = slots?.FindIndex(entry => ReferenceEquals(entry.Slot, slot)) ?? -1;
        if (place < 0) return 0;

        var index = slots![place].Index;
        slots.RemoveAt(place);
        var frames = Places;
        var bytes = frames[index]!.Bytes.Length;
        frames[(index + 1)..tail].CopyTo(frames[index..]);
        frames[--tail] = null;
        MoveSlots(after: index, by: -1);
        return bytes;
    }

    /// <summary>Moves frames from the front into <paramref name="into"/>: at least one if there is one, and no more than fit into
    /// <paramref name="maxBytes"/> together.</summary>
    public int Take(Span<SharedFrame?> into, int maxBytes, out int bytes)
    {
        bytes = 0;
        var count = 0;
        var frames = Places;
        while (count < into.Length && head + count < tail)
        {
            var size = frames[head + count]!.Bytes.Length;
            if (count > 0 && bytes + size > maxBytes) break;
            bytes += size;
            count++;
        }

        if (count == 0) return 0;
        var taken = frames.Slice(head, count);
        taken.CopyTo(into);
        taken.Clear();
        head += count;
        if (head == tail) Clear();
        else if (slots is not null) ForgetSlots(before: head);
        return count;
    }

    /// <summary>Drops all; gives the bytes dropped.</summary>
    public long Clear()
    {
        var bytes = 0L;
        var waiting = Places[head..tail];
        foreach (var frame in waiting) bytes += frame!.Bytes.Length;
        waiting.Clear();
        if (frames is not null) ArrayPool<SharedFrame?>.Shared.Return(frames);
        frames = null;
        slots = null;
        head = tail = 0;
        return bytes;
    }

    private void MakeRoom()
    {
        var old = Places;
        var count = tail - head;

        // Half of it already taken: what is left moves to the front, and the array is big enough.
        var larger = count > old.Length / 2 ? ArrayPool<SharedFrame?>.Shared.Rent(Math.Max(FirstSize, old.Length * 2)) : null;
        old[head..tail].CopyTo(larger ?? old);
        old[(larger is null ? count : head)..tail].Clear();
        if (larger is not null)
        {
            if (frames is not null) ArrayPool<SharedFrame?>.Shared.Return(frames);
            frames = larger;
        }

        MoveSlots(after: -1, by: -head);
        (head, tail) = (0, count);
    }

    private readonly void MoveSlots(int after, int by)
    {
        if (slots is null) return;
        for (var i = 0; i < slots.Count; i++)
        {
            if (slots[i].Index > after) slots[i] = (slots[i].Slot, slots[i].Index + by);
        }
    }

    private readonly void ForgetSlots(int before) => slots!.RemoveAll(entry => entry.Index < before);
}
