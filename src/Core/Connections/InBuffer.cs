using System.Buffers;

namespace Rollcall.Core.Connections;

/// <summary>Bytes that came in and are not yet used up. Holds an array only while it holds bytes; grows as they come, not as a header
/// announces them.</summary>
/// <remarks>Belongs to one read loop.</remarks>
internal struct InBuffer
{
    private const int FirstSize = 4096;

    private byte[]? array;
    private int start;
    private int end;

    public readonly bool IsEmpty => start == end;

    public readonly Span<byte> Bytes => array.AsSpan(start, end - start);

    /// <summary>Where the next bytes go; never empty.</summary>
    public Memory<byte> Room()
    {
        array ??= ArrayPool<byte>.Shared.Rent(FirstSize);
        if (end == array.Length) MakeRoom();
        return array.AsMemory(end);
    }

    public void Filled(int count) => end += count;

    /// <summary>Uses up bytes at the front. The memory given stays valid until <see cref="Room"/> or <see cref="Release"/>.</summary>
    public Memory<byte> Take(int count)
    {
        var taken = array.AsMemory(start, count);
        start += count;
        return taken;
    }

    /// <summary>Gives the array back, together with what it held.</summary>
    public void Release()
    {
        if (array is not null) ArrayPool<byte>.Shared.Return(array);
        array = null;
        start = end = 0;
    }

    private void MakeRoom()
    {
        var count = end - start;
        if (start > 0)
        {
            Array.Copy(array!, start, array!, 0, count);
        }
        else
        {
            var larger = ArrayPool<byte>.Shared.Rent(array!.Length * 2);
            array.AsSpan(0, count).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(array);
            array = larger;
        }

        (start, end) = (0, count);
    }
}
