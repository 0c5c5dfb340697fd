using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Rollcall.Core.Sessions;

/// <summary>What is kept of a password: the work that went into it, the salt, and the result, written
/// <c>scrypt$15$8$1$&lt;salt&gt;$&lt;hash&gt;</c> with the last two in Base64. Computing one takes long: see <see cref="PasswordGate"/>.</summary>
public sealed class PasswordHash
{
    private const string Scheme = "scrypt";
    private const int SaltBytes = 16, HashBytes = 32;
    private readonly byte[] salt;
    private readonly byte[] hash;

    private PasswordHash(ScryptCost cost, byte[] salt, byte[] hash) => (Cost, this.salt, this.hash) = (cost, salt, hash);

    /// <summary>The work that went into it.</summary>
    public ScryptCost Cost { get; }

    /// <summary>Hashes a password with a fresh salt.</summary>
    public static PasswordHash Of(string password, ScryptCost cost, RandomNumberGenerator random)
    {
        var salt = random.Bytes(SaltBytes);
        return new PasswordHash(cost, salt, Derive(password, salt, cost, HashBytes));
    }

    /// <summary>Reads the written form; false for anything else, and for a cost that cannot be computed here.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out PasswordHash? hash)
    {
        hash = null;
        if (text?.Split('$') is not [Scheme, var logN, var r, var p, var salt, var derived]) return false;
        var cost = new ScryptCost(Number(logN), Number(r), Number(p));
        if (!cost.IsSane || Base64(salt) is not { Length: >= 8 and <= 64 } saltBytes || Base64(derived) is not { Length: >= 16 and <= 64 } hashBytes) return false;
        hash = new PasswordHash(cost, saltBytes, hashBytes);
        return true;
    }

    /// <summary>Whether this is the password; takes as long either way.</summary>
    public bool Matches(string password) => CryptographicOperations.FixedTimeEquals(Derive(password, salt, Cost, hash.Length), hash);

    /// <summary>Whether less work went into it than should today, so that it is to be made anew at the next good log-in.</summary>
    public bool IsWeakerThan(ScryptCost cost) => Cost.LogN < cost.LogN || Cost.R < cost.R || Cost.P < cost.P;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Scheme}${Cost.LogN}${Cost.R}${Cost.P}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}");

    /// <summary>A password as bytes: in Unicode's composed form, so that an é is the same however a keyboard makes it.</summary>
    internal static byte[] BytesOf(string password) => Encoding.UTF8.GetBytes(UnicodeNfc.Compose(password));

    private static byte[] Derive(string password, byte[] salt, ScryptCost cost, int length)
    {
        var bytes = BytesOf(password);
        var derived = new byte[length];
        Scrypt.Derive(bytes, salt, cost, derived);
        CryptographicOperations.ZeroMemory(bytes);
        return derived;
    }

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static byte[]? Base64(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }
}
