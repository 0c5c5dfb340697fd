using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Rollcall.Core.Sessions;

/// <summary>What is kept of a random token: its SHA-256 in base64url, 43 characters. Enough to recognise it, useless to whoever reads it. A token of 256
/// random bits needs no salt and no slow hash: it cannot be guessed.</summary>
/// <param name="Text">The 43 characters.</param>
public readonly record struct TokenHash(string Text)
{
    /// <summary>A fresh token of 256 random bits in base64url, 43 characters.</summary>
    public static string NewToken(RandomNumberGenerator random) => Base64Url.EncodeToString(random.Bytes(32));

    /// <summary>The hash of a token as text.</summary>
    public static TokenHash Of(string token) => Of(Encoding.UTF8.GetBytes(token));

    /// <summary>The hash of a token's random bytes.</summary>
    public static TokenHash Of(ReadOnlySpan<byte> token) => new(Base64Url.EncodeToString(SHA256.HashData(token)));

    /// <summary>Whether both are of the same token; takes as long either way.</summary>
    public bool Matches(TokenHash other) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Text), Encoding.UTF8.GetBytes(other.Text));

    /// <summary>The 43 characters.</summary>
    public override string ToString() => Text;
}
