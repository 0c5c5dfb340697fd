using System.Security.Cryptography;
using System.Text;
using Rollcall.Core.Store.Files;

namespace Rollcall.Core.Sessions;

/// <summary>The server's own secret of 256 random bits, made at the first start and kept apart from all other data, and the keys made from it:
/// one for each purpose, so that a token made for one can never pass for another.</summary>
public sealed class SigningKeys
{
    private const int KeyBytes = 32;
    private const string FileName = "signing.key";
    private readonly byte[] root;

    private SigningKeys(byte[] root) => this.root = root;

    /// <summary>Reads <c>signing.key</c> in the folder, or makes both, for this user's eyes only. Throws <see cref="InvalidDataException"/> for a file
    /// that is not such a key: with another one, every token handed out so far would be worth nothing.</summary>
    public static SigningKeys LoadOrCreate(string folder, RandomNumberGenerator random)
    {
        MakeFolder(folder);
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            var made = random.Bytes(KeyBytes);
            AtomicFile.Write(new Disk(Durability.Fsync), path, Encoding.ASCII.GetBytes(Convert.ToHexStringLower(made) + "\n"), secret: true);
            return new SigningKeys(made);
        }
        var text = File.ReadAllText(path).Trim();
        if (text.Length != 2 * KeyBytes || !text.All(char.IsAsciiHexDigit))
            throw new InvalidDataException($"{path} is not a key of {KeyBytes} bytes in hex: restore it from a backup, or delete it (then everybody must log in again)");
        return new SigningKeys(Convert.FromHexString(text));
    }

    /// <summary>The key for a purpose, such as <c>meet session</c>; the same at every start.</summary>
    public byte[] For(string purpose) => HMACSHA256.HashData(root, Encoding.UTF8.GetBytes(purpose));

    private static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
