namespace Rollcall.Core.Connections;

/// <summary>What a look for the next frame found.</summary>
internal enum FrameFind
{
    /// <summary>Not all of it is here yet.</summary>
    NeedsMore,

    /// <summary>A whole frame.</summary>
    Whole,

    /// <summary>A data frame whose head announces more than is allowed; its payload need not have come.</summary>
    TooBig,

    /// <summary>Bytes that are against the protocol; what follows cannot be read.</summary>
    Broken,

    /// <summary>The peer's close frame: the last one.</summary>
    Goodbye,
}

/// <summary>Cuts the bytes that come in into frames.</summary>
/// <remarks>Belongs to one read loop.</remarks>
internal struct FrameReader
{
    private InBuffer inbound;
    private long skip;

    /// <summary>Whether no part of a frame waits for its rest.</summary>
    public readonly bool IsEmpty => inbound.IsEmpty;

    /// <summary>Where the next bytes go; then say <see cref="Filled"/>.</summary>
    public Memory<byte> Room() => inbound.Room();

    public void Filled(int count) => inbound.Filled(count);

    /// <summary>Gives the buffer back, with whatever stands in it.</summary>
    public void Release() => inbound.Release();

    /// <summary>The next frame, its payload unmasked and valid until the next <see cref="Room"/> or <see cref="Release"/>.</summary>
    /// <param name="room">The largest data frame allowed.</param>
    /// <param name="isDeaf">Data frames are passed over, of any size: only control frames matter any more.</param>
    /// <param name="header">The frame's head.</param>
    /// <param name="payload">Its payload.</param>
    public FrameFind Next(long room, bool isDeaf, out FrameHeader header, out Memory<byte> payload)
    {
        payload = default;
        header = default;
        while (PassOver())
        {
            if (!FrameHeader.TryRead(inbound.Bytes, out header, out var isBroken)) return isBroken ? FrameFind.Broken : FrameFind.NeedsMore;
            if (header.IsControl || !isDeaf) return Whole(room, header, out payload);
            inbound.Take(header.Size);
            skip = header.Length;
        }

        return FrameFind.NeedsMore;
    }

    private FrameFind Whole(long room, in FrameHeader header, out Memory<byte> payload)
    {
        payload = default;
        if (!header.IsControl && header.Length > room) return FrameFind.TooBig;
        if (inbound.Bytes.Length - header.Size < header.Length) return FrameFind.NeedsMore;

        inbound.Take(header.Size);
        payload = inbound.Take((int)header.Length);
        Masking.Remove(payload.Span, header.Mask);
        return FrameFind.Whole;
    }

    private bool PassOver()
    {
        var passed = (int)Math.Min(skip, inbound.Bytes.Length);
        inbound.Take(passed);
        skip -= passed;
        return skip == 0;
    }
}
