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

    private SharedFrame? _only;
    private SharedFrame?[]? _frames;
    private int _head;
    private int _tail;
    private List<(object Slot, int Index)>? _slots;

    public readonly bool IsEmpty => _head == _tail;

    private Span<SharedFrame?> Places => _frames is null ? MemoryMarshal.CreateSpan(ref _only, 1) : _frames;

    public void Append(SharedFrame frame, object? slot)
    {
        if (_tail == Places.Length) MakeRoom();
        if (slot is not null) (_slots ??= []).Add((slot, _tail));
        Places[_tail++] = frame;
    }

    /// <summary>Takes out the frame of a slot, if one waits; gives its bytes.</summary>
    public int DropOlder(object slot)
    {
        var place = _slots?.FindIndex(entry => ReferenceEquals(entry.Slot, slot)) ?? -1;
        if (place < 0) return 0;

        var index = _slots![place].Index;
        _slots.RemoveAt(place);
        var frames = Places;
        var bytes = frames[index]!.Bytes.Length;
        frames[(index + 1).._tail].CopyTo(frames[index..]);
        frames[--_tail] = null;
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
        while (count < into.Length && _head + count < _tail)
        {
            var size = frames[_head + count]!.Bytes.Length;
            if (count > 0 && bytes + size > maxBytes) break;
            bytes += size;
            count++;
        }

        if (count == 0) return 0;
        var taken = frames.Slice(_head, count);
        taken.CopyTo(into);
        taken.Clear();
        _head += count;
        if (_head == _tail) Clear();
        else if (_slots is not null) ForgetSlots(before: _head);
        return count;
    }

    /// <summary>Drops all; gives the bytes dropped.</summary>
    public long Clear()
    {
        var bytes = 0L;
        var waiting = Places[_head.._tail];
        foreach (var frame in waiting) bytes += frame!.Bytes.Length;
        waiting.Clear();
        if (_frames is not null) ArrayPool<SharedFrame?>.Shared.Return(_frames);
        _frames = null;
        _slots = null;
        _head = _tail = 0;
        return bytes;
    }

    private void MakeRoom()
    {
        var old = Places;
        var count = _tail - _head;

        // Half of it already taken: what is left moves to the front, and the array is big enough.
        var larger = count > old.Length / 2 ? ArrayPool<SharedFrame?>.Shared.Rent(Math.Max(FirstSize, old.Length * 2)) : null;
        old[_head.._tail].CopyTo(larger ?? old);
        old[(larger is null ? count : _head).._tail].Clear();
        if (larger is not null)
        {
            if (_frames is not null) ArrayPool<SharedFrame?>.Shared.Return(_frames);
            _frames = larger;
        }

        MoveSlots(after: -1, by: -_head);
        (_head, _tail) = (0, count);
    }

    private readonly void MoveSlots(int after, int by)
    {
        if (_slots is null) return;
        for (var i = 0; i < _slots.Count; i++)
        {
            if (_slots[i].Index > after) _slots[i] = (_slots[i].Slot, _slots[i].Index + by);
        }
    }

    private readonly void ForgetSlots(int before) => _slots!.RemoveAll(entry => entry.Index < before);
}
