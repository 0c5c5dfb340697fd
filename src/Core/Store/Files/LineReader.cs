using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace Rollcall.Core.Store.Files;

/// <summary>Reads lines from a stretch of a file, holding only one buffer of it in memory.</summary>
/// <remarks>Belongs to whoever reads; not to be shared.</remarks>
internal sealed class LineReader(SafeFileHandle file, long from, long to) : IDisposable
{
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
    private int start, end, searched;
    private long filled = from;

    /// <summary>Where in the file the next line begins.</summary>
    public long Offset => filled - (end - start);

    /// <summary>What is left once the stretch is at its end: bytes without a line break.</summary>
    public ReadOnlySpan<byte> Rest => buffer.AsSpan(start, end - start);

    /// <summary>Takes a line, without its line break, out of what has been read; false if there is none whole. It lasts until the next call.</summary>
    public bool TryTake(out ReadOnlySpan<byte> line)
    {
        var found = buffer.AsSpan(searched, end - searched).IndexOf((byte)'\n');
        if (found < 0)
        {
            searched = end;
            line = default;
            return false;
        }
        line = buffer.AsSpan(start, searched + found - start);
        start = searched = searched + found + 1;
        return true;
    }

    /// <summary>Reads on; false at the end of the stretch.</summary>
    public bool Fill() => Filled(RandomAccess.Read(file, Room().Span, filled));

    /// <summary>Reads on; false at the end of the stretch.</summary>
    public async ValueTask<bool> FillAsync(CancellationToken cancel) => Filled(await RandomAccess.ReadAsync(file, Room(), filled, cancel));

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
    }

    private bool Filled(int bytes)
    {
        end += bytes;
        filled += bytes;
        return bytes > 0;
    }

    private Memory<byte> Room()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end, searched) = (0, end - start, searched - start);
        }
        if (end == buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
            buffer.CopyTo(larger, 0);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }
        return buffer.AsMemory(end, (int)Math.Min(buffer.Length - end, to - filled));
    }
}
