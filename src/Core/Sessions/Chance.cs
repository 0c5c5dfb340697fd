using System.Security.Cryptography;

namespace Rollcall.Core.Sessions;

/// <summary>What is drawn from a source of chance that came in as an argument.</summary>
public static class Chance
{
    /// <summary>So many random bytes.</summary>
    public static byte[] Bytes(this RandomNumberGenerator chance, int count)
    {
        var bytes = new byte[count];
        chance.GetBytes(bytes);
        return bytes;
    }

    /// <summary>A whole number from 0 up to, but not including, <paramref name="bound"/>; for waits that are spread out, not for secrets.</summary>
    public static int Below(this RandomNumberGenerator chance, int bound) => (int)(BitConverter.ToUInt32(chance.Bytes(4)) % (uint)bound);
}
