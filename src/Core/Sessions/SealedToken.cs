using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Rollcall.Core.Sessions;

/// <summary>Text that this server made and can recognise again, without keeping it: <c>text.MAC</c>, the HMAC-SHA-256 of everything before the last dot
/// in base64url. Not secret, only unforgeable.</summary>
public static class SealedToken
{
    private const int MacLength = 43;

    /// <summary>Seals bytes: <c>prefix.base64url(data).MAC</c>. The prefix names kind and version, such as <c>s1</c>, and holds no dot.</summary>
    public static string Seal(ReadOnlySpan<byte> key, string prefix, ReadOnlySpan<byte> data) => Sign(key, $"{prefix}.{Base64Url.EncodeToString(data)}");

    /// <summary>Opens what <see cref="Seal"/> made with the same key and prefix; false for anything else.</summary>
    public static bool TryOpen(ReadOnlySpan<byte> key, string prefix, string? token, [NotNullWhen(true)] out byte[]? data)
    {
        data = null;
        if (!TryVerify(key, token, out var text) || !text.StartsWith(prefix + ".", StringComparison.Ordinal)) return false;
        var encoded = text.AsSpan(prefix.Length + 1);
        if (!Base64Url.IsValid(encoded)) return false;
        data = Base64Url.DecodeFromChars(encoded);
        return true;
    }

    /// <summary>Signs readable text, such as <c>v1.482913057.1</c>.</summary>
    public static string Sign(ReadOnlySpan<byte> key, string text) => $"{text}.{MacOf(key, text)}";

    /// <summary>Takes the text out of what <see cref="Sign"/> made with the same key; false for anything else, in constant time.</summary>
    public static bool TryVerify(ReadOnlySpan<byte> key, string? token, [NotNullWhen(true)] out string? text)
    {
        text = null;
        var dot = token?.LastIndexOf('.') ?? -1;
        if (dot < 0 || token!.Length - dot - 1 != MacLength) return false;
        var signed = token[..dot];
        // The texts are compared, not the bytes they stand for: one MAC then has one spelling.
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token[(dot + 1)..]), Encoding.UTF8.GetBytes(MacOf(key, signed)))) return false;
        text = signed;
        return true;
    }

    private static string MacOf(ReadOnlySpan<byte> key, string text) => Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
}
