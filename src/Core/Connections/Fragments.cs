using System.Buffers;

namespace Rollcall.Core.Connections;

/// <summary>A message that comes in several frames, until its last one is here.</summary>
/// <remarks>Belongs to one read loop.</remarks>
internal struct Fragments
{
    private byte[]? array;

    /// <summary>Whether a message has begun and not ended.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Bytes gathered so far.</summary>
    public int Length { get; private set; }

    public readonly ReadOnlyMemory<byte> Message => array.AsMemory(0, Length);

    public void Add(ReadOnlySpan<byte> payload)
    {
        IsOpen = true;
        if (array is null || array.Length - Length < payload.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(Length + payload.Length, 2 * Length));
            Message.Span.CopyTo(larger);
            if (array is not null) ArrayPool<byte>.Shared.Return(array);
            array = larger;
        }

        payload.CopyTo(array.AsSpan(Length));
        Length += payload.Length;
    }

    public void Clear()
    {
        if (array is not null) ArrayPool<byte>.Shared.Return(array);
        this = default;
    }
}
