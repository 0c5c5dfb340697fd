using System.Buffers;

namespace Rollcall.Core.Connections;

/// <summary>Bytes that came in and are not yet used up. Holds an array only while it holds bytes; grows as they come, not as a header
/// announces them.</summary>
/// <remarks>Belongs to one read loop.</remarks>
internal struct InBuffer
{
    private const int FirstSize = 4096;

    private byte[]? _array;
    private int _start;
    private int _end;

    public readonly bool IsEmpty => _start == _end;

    public readonly Span<byte> Bytes => _array.AsSpan(_start, _end - _start);

    /// <summary>Where the next bytes go; never empty.</summary>
    public Memory<byte> Room()
    {
        _array ??= ArrayPool<byte>.Shared.Rent(FirstSize);
        if (_end == _array.Length) MakeRoom();
        return _array.AsMemory(_end);
    }

    public void Filled(int count) => _end += count;

    /// <summary>Uses up bytes at the front. The memory given stays valid until <see cref="Room"/> or <see cref="Release"/>.</summary>
    public Memory<byte> Take(int count)
    {
        var taken = _array.AsMemory(_start, count);
        _start += count;
        return taken;
    }

    /// <summary>Gives the array back, together with what it held.</summary>
    public void Release()
    {
        if (_array is not null) ArrayPool<byte>.Shared.Return(_array);
        _array = null;
        _start = _end = 0;
    }

    private void MakeRoom()
    {
        var count = _end - _start;
        if (_start > 0)
        {
            Array.Copy(_array!, _start, _array!, 0, count);
        }
        else
        {
            var larger = ArrayPool<byte>.Shared.Rent(_array!.Length * 2);
            _array.AsSpan(0, count).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_array);
            _array = larger;
        }

        (_start, _end) = (0, count);
    }
}
