using System.Security.Cryptography;

namespace Rollcall.Server.Hosting;

internal static class Pbkdf2
{
    private const int Rounds = 600_000;

    public static PasswordHashing Hashing { get; } = new(
        password =>
        {
            var salt = RandomNumberGenerator.GetBytes(16);
            return $"pbkdf2${Convert.ToBase64String(salt)}${Convert.ToBase64String(Derive(password, salt))}";
        },
        (password, hash) => hash.Split('$') is ["pbkdf2", var salt, var kept]
            && CryptographicOperations.FixedTimeEquals(Derive(password, Convert.FromBase64String(salt)), Convert.FromBase64String(kept)));

    private static byte[] Derive(string password, byte[] salt) => Rfc2898DeriveBytes.Pbkdf2(password, salt, Rounds, HashAlgorithmName.SHA256, 32);
}
