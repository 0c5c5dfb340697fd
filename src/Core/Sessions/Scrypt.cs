using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace Rollcall.Core.Sessions;

/// <summary>How much work a password hash costs: 128 * <paramref name="R"/> * 2^<paramref name="LogN"/> bytes of memory, all of it read and
/// written <paramref name="P"/> times over.</summary>
public readonly record struct ScryptCost(int LogN, int R, int P)
{
    /// <summary>N = 2^15, r = 8, p = 1: 32 MiB, about a tenth of a second.</summary>
    public static ScryptCost Default { get; } = new(15, 8, 1);

    /// <summary>Whether it can be computed here: at least one bit, at most 1 GiB, and no more passes than make sense.</summary>
    public bool IsSane => LogN is >= 1 and <= 20 && R is >= 1 and <= 32 && P is >= 1 and <= 64 && 128L * R << LogN <= 1L << 30;
}

/// <summary>The password-based key derivation of RFC 7914, which needs so much memory that guessing on special hardware does not pay.</summary>
/// <remarks>The blocks are kept with their sixteen words in the order 0 5 10 15, 4 9 14 3, 8 13 2 7, 12 1 6 11, so that a quarter-round of all
/// four columns is one operation on four vectors; adding and XOR do not mind the order, and the ends put it right.</remarks>
public static class Scrypt
{
    private const int VectorsPerBlock = 4;

    /// <summary>Fills <paramref name="derived"/> from a password and a salt. Throws <see cref="ArgumentOutOfRangeException"/> for a cost that is not sane.</summary>
    public static void Derive(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, ScryptCost cost, Span<byte> derived)
    {
        if (!cost.IsSane) throw new ArgumentOutOfRangeException(nameof(cost), cost, "not a cost that can be computed here");
        var chunk = 2 * cost.R * VectorsPerBlock;
        var blocks = new byte[cost.P * chunk * Vector128<byte>.Count];
        var work = new byte[2 * chunk * Vector128<byte>.Count];
        // The pool gives the table's room again without its being paged in anew. Its arrays are powers of two, as the table is at the usual costs: together with
        // anything else it would take twice the memory.
        var length = chunk * Vector128<byte>.Count << cost.LogN;
        var room = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            Rfc2898DeriveBytes.Pbkdf2(password, salt, blocks, 1, HashAlgorithmName.SHA256);
            var table = MemoryMarshal.Cast<byte, Vector128<uint>>(room.AsSpan(0, length));
            var vectors = MemoryMarshal.Cast<byte, Vector128<uint>>(work.AsSpan());
            foreach (var words in Chunks(blocks, chunk * Vector128<byte>.Count))
            {
                Reorder(words, vectors[..chunk]);
                Mix(vectors, table, chunk, 1 << cost.LogN);
                PutBack(vectors[..chunk], words);
            }
            Rfc2898DeriveBytes.Pbkdf2(password, blocks, derived, 1, HashAlgorithmName.SHA256);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(room.AsSpan(0, length));
            CryptographicOperations.ZeroMemory(work);
            CryptographicOperations.ZeroMemory(blocks);
            ArrayPool<byte>.Shared.Return(room);
        }
    }

    private static IEnumerable<Memory<byte>> Chunks(byte[] blocks, int size)
    {
        for (var at = 0; at < blocks.Length; at += size) yield return blocks.AsMemory(at, size);
    }

    // scryptROMix of the RFC.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Mix(Span<Vector128<uint>> work, Span<Vector128<uint>> rows, int chunk, int n)
    {
        ref var x = ref work[0];
        ref var y = ref work[chunk];
        ref var table = ref rows[0];
        for (var i = 0; i < n; i++)
        {
            ref var entry = ref Unsafe.Add(ref table, i * chunk);
            for (var k = 0; k < chunk; k++) Unsafe.Add(ref entry, k) = Unsafe.Add(ref x, k);
            MixBlocks(ref entry, ref x, chunk);
        }
        for (var i = 0; i < n; i++)
        {
            var j = (int)(Unsafe.Add(ref x, chunk - VectorsPerBlock).ToScalar() & (uint)(n - 1));
            ref var entry = ref Unsafe.Add(ref table, j * chunk);
            for (var k = 0; k < chunk; k++) Unsafe.Add(ref y, k) = Unsafe.Add(ref x, k) ^ Unsafe.Add(ref entry, k);
            MixBlocks(ref y, ref x, chunk);
        }
    }

    // scryptBlockMix of the RFC: even results to the first half, odd ones to the second.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MixBlocks(ref Vector128<uint> from, ref Vector128<uint> into, int chunk)
    {
        ref var last = ref Unsafe.Add(ref from, chunk - VectorsPerBlock);
        var (a, b, c, d) = (last, Unsafe.Add(ref last, 1), Unsafe.Add(ref last, 2), Unsafe.Add(ref last, 3));
        for (var k = 0; k < chunk; k += VectorsPerBlock)
        {
            ref var block = ref Unsafe.Add(ref from, k);
            a ^= block;
            b ^= Unsafe.Add(ref block, 1);
            c ^= Unsafe.Add(ref block, 2);
            d ^= Unsafe.Add(ref block, 3);
            Salsa(ref a, ref b, ref c, ref d);
            ref var target = ref Unsafe.Add(ref into, k % (2 * VectorsPerBlock) == 0 ? k / 2 : (chunk + k - VectorsPerBlock) / 2);
            target = a;
            Unsafe.Add(ref target, 1) = b;
            Unsafe.Add(ref target, 2) = c;
            Unsafe.Add(ref target, 3) = d;
        }
    }

    // Salsa20/8: four double rounds, columns then rows.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Salsa(ref Vector128<uint> a, ref Vector128<uint> b, ref Vector128<uint> c, ref Vector128<uint> d)
    {
        var (w, x, y, z) = (a, b, c, d);
        for (var i = 0; i < 4; i++)
        {
            x ^= Rotate(w + z, 7);
            y ^= Rotate(x + w, 9);
            z ^= Rotate(y + x, 13);
            w ^= Rotate(z + y, 18);
            x = Vector128.Shuffle(x, Vector128.Create(3u, 0, 1, 2));
            y = Vector128.Shuffle(y, Vector128.Create(2u, 3, 0, 1));
            z = Vector128.Shuffle(z, Vector128.Create(1u, 2, 3, 0));
            z ^= Rotate(w + x, 7);
            y ^= Rotate(z + w, 9);
            x ^= Rotate(y + z, 13);
            w ^= Rotate(x + y, 18);
            x = Vector128.Shuffle(x, Vector128.Create(1u, 2, 3, 0));
            y = Vector128.Shuffle(y, Vector128.Create(2u, 3, 0, 1));
            z = Vector128.Shuffle(z, Vector128.Create(3u, 0, 1, 2));
        }
        a += w;
        b += x;
        c += y;
        d += z;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Rotate(Vector128<uint> value, int bits) => (value << bits) | (value >>> (32 - bits));

    private static void Reorder(Memory<byte> words, Span<Vector128<uint>> vectors)
    {
        var from = MemoryMarshal.Cast<byte, uint>(words.Span);
        var into = MemoryMarshal.Cast<Vector128<uint>, uint>(vectors);
        for (var i = 0; i < from.Length; i++) into[i] = Little(from[(i & ~15) + i * 5 % 16]);
    }

    private static void PutBack(Span<Vector128<uint>> vectors, Memory<byte> words)
    {
        var from = MemoryMarshal.Cast<Vector128<uint>, uint>(vectors);
        var into = MemoryMarshal.Cast<byte, uint>(words.Span);
        for (var i = 0; i < from.Length; i++) into[(i & ~15) + i * 5 % 16] = Little(from[i]);
    }

    // The RFC counts bytes from the low end.
    private static uint Little(uint word) => BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word);
}
