using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Rollcall.Core.Sessions;

public sealed record SigningKey(ReadOnlyMemory<byte> Bytes);

public static class SealedToken
{
    public static string Seal(SigningKey key, string prefix, ReadOnlySpan<byte> data) => Sign(key, prefix + "." + Base64Url.EncodeToString(data));

    public static bool TryOpen(SigningKey key, string prefix, string token, out byte[] data)
    {
        data = [];
        if (!TryVerify(key, token, out var text) || !text.StartsWith(prefix + ".", StringComparison.Ordinal))
            return false;
        data = Base64Url.DecodeFromChars(text.AsSpan(prefix.Length + 1));
        return true;
    }

    public static string Sign(SigningKey key, string text) => text + "." + Base64Url.EncodeToString(HMACSHA256.HashData(key.Bytes.Span, Encoding.UTF8.GetBytes(text)));

    public static bool TryVerify(SigningKey key, string token, out string text)
    {
        var dot = token.LastIndexOf('.');
        text = dot < 0 ? "" : token[..dot];
        return dot > 0 && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(Sign(key, text)));
    }
}

public static class TokenHash
{
    public static string Of(ReadOnlySpan<byte> secret) => Base64Url.EncodeToString(SHA256.HashData(secret));
}
