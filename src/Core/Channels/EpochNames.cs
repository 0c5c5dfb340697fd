using System.Security.Cryptography;

namespace Rollcall.Core.Channels;

/// <summary>Names for lives of logs.</summary>
public static class EpochNames
{
    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";

    private const int ByTime = 9;

    /// <summary>A new one of <c>a-z0-9</c>: nine letters that grow with the milliseconds, then some by chance, usually three. Clients compare names for equality
    /// only; a server that lost its state asks its clients in the order of their lives.</summary>
    /// <param name="now">When the life begins.</param>
    /// <param name="chance">Where chance comes from.</param>
    /// <param name="byChance">Letters by chance: more where a name must be unique over many channels whose lives begin at the same moment.</param>
    public static string Fresh(DateTimeOffset now, RandomNumberGenerator chance, int byChance = 3)
    {
        var name = new char[ByTime + byChance];
        var time = now.ToUnixTimeMilliseconds();
        for (var i = ByTime - 1; i >= 0; i--, time /= 36)
            name[i] = Digits[(int)(time % 36)];
        Span<byte> bytes = stackalloc byte[byChance];
        chance.GetBytes(bytes);
        for (var i = 0; i < bytes.Length; i++)
            name[ByTime + i] = Digits[bytes[i] % 36];
        return new string(name);
    }
}
