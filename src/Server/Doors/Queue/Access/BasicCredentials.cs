using System.Text;

namespace Rollcall.Server.Doors.Queue.Access;

/// <summary>Name and password of an <c>Authorization: Basic</c> header (RFC 7617, UTF-8).</summary>
internal sealed record BasicCredentials(string Name, string Password)
{
    private const int Longest = 1024;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads what follows the scheme's name; null where it cannot be read.</summary>
    public static BasicCredentials? Read(string encoded)
    {
        var bytes = new byte[encoded.Length];
        if (encoded.Length > Longest || !Convert.TryFromBase64String(encoded.Trim(), bytes, out var length))
            return null;
        try
        {
            var text = Strict.GetString(bytes, 0, length);
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            return colon < 0 ? null : new(text[..colon], text[(colon + 1)..]);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>Holds no password, so that none gets into a log by accident.</summary>
    public override string ToString() => $"{Name}:(hidden)";
}
