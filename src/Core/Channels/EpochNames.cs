using System.Security.Cryptography;

namespace Rollcall.Core.Channels;

/// <summary>Names for lives of logs.</summary>
public static class EpochNames
{
    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";

    /// <summary>A new one, <c>^[a-z0-9]{12}$</c>: nine letters that grow with the milliseconds, then three by chance. Clients compare names for equality only;
    /// a server that lost its state asks its clients in the order of their lives.</summary>
    public static string Fresh(DateTimeOffset now, RandomNumberGenerator chance)
    {
        var name = new char[12];
        var time = now.ToUnixTimeMilliseconds();
        for (var i = 8; i >= 0; i--, time /= 36)
            name[i] = Digits[(int)(time % 36)];
        Span<byte> bytes = stackalloc byte[3];
        chance.GetBytes(bytes);
        for (var i = 0; i < bytes.Length; i++)
            name[9 + i] = Digits[bytes[i] % 36];
        return new string(name);
    }
}
