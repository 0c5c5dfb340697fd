using System.Buffers;
using Rollcall.Core.Connections;

namespace Rollcall.Core.Channels;

/// <summary>Frames in the order they were posted, of which some are wanted only in their newest version.</summary>
/// <remarks>Belongs to one outbox and is guarded by its gate. Empty, it holds no array: an idle connection costs nothing here.</remarks>
internal struct FrameQueue
{
    private const int FirstSize = 8;

    private SharedFrame?[]? _frames;
    private int _head;
    private int _tail;
    private List<(object Slot, int Index)>? _slots;

    public readonly bool IsEmpty => _head == _tail;

    public void Append(SharedFrame frame, object? slot)
    {
        _frames ??= ArrayPool<SharedFrame?>.Shared.Rent(FirstSize);
        if (_tail == _frames.Length) MakeRoom();
        if (slot is not null) (_slots ??= []).Add((slot, _tail));
        _frames[_tail++] = frame;
    }

    /// <summary>Takes out the frame of a slot, if one waits; gives its bytes.</summary>
    public int DropOlder(object slot)
    {
        var place = _slots?.FindIndex(entry => ReferenceEquals(entry.Slot, slot)) ?? -1;
        if (place < 0) return 0;

        var index = _slots![place].Index;
        _slots.RemoveAt(place);
        var bytes = _frames![index]!.Bytes.Length;
        Array.Copy(_frames, index + 1, _frames, index, _tail - index - 1);
        _frames[--_tail] = null;
        MoveSlots(after: index, by: -1);
        return bytes;
    }

    /// <summary>Moves frames from the front into <paramref name="into"/>: at least one if there is one, and no more than fit into
    /// <paramref name="maxBytes"/> together.</summary>
    public int Take(Span<SharedFrame?> into, int maxBytes, out int bytes)
    {
        bytes = 0;
        var count = 0;
        while (count < into.Length && _head + count < _tail)
        {
            var size = _frames![_head + count]!.Bytes.Length;
            if (count > 0 && bytes + size > maxBytes) break;
            bytes += size;
            count++;
        }

        if (count == 0) return 0;
        var taken = _frames.AsSpan(_head, count);
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
        if (_frames is null) return 0;
        var bytes = 0L;
        foreach (var frame in _frames.AsSpan(_head, _tail - _head)) bytes += frame!.Bytes.Length;
        _frames.AsSpan(_head, _tail - _head).Clear();
        ArrayPool<SharedFrame?>.Shared.Return(_frames);
        _frames = null;
        _head = _tail = 0;
        _slots?.Clear();
        return bytes;
    }

    private void MakeRoom()
    {
        var old = _frames!;
        var count = _tail - _head;

        // Half of it already taken: what is left moves to the front, and the array is big enough.
        var next = count > old.Length / 2 ? ArrayPool<SharedFrame?>.Shared.Rent(old.Length * 2) : old;
        Array.Copy(old, _head, next, 0, count);
        if (ReferenceEquals(next, old))
        {
            next.AsSpan(count, _tail - count).Clear();
        }
        else
        {
            old.AsSpan(_head, count).Clear();
            ArrayPool<SharedFrame?>.Shared.Return(old);
        }

        MoveSlots(after: -1, by: -_head);
        (_frames, _head, _tail) = (next, 0, count);
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
