using System.Security.Cryptography;
using Rollcall.Server.Hosting.Settings;

namespace Rollcall.Server.Hosting;

/// <summary>How passwords are hashed and compared; the hash says itself how it was made.</summary>
/// <param name="Hash">Makes a hash with a fresh salt.</param>
/// <param name="Matches">Whether a password belongs to a hash; takes as long for a wrong one as for the right one.</param>
public sealed record PasswordHashing(Func<string, string> Hash, Func<string, string, bool> Matches);

/// <summary>The operator's name and the hash of the password: from the configuration, or made at the first start and kept in <c>keys/operator.hash</c>
/// of the data folder. Read only.</summary>
/// <param name="User">The name for HTTP Basic.</param>
/// <param name="PasswordHash">What a password is compared with.</param>
/// <param name="GeneratedPassword">The password, if this start made it: to be printed once; null otherwise.</param>
public sealed record OperatorAccount(string User, string PasswordHash, string? GeneratedPassword)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // Without those that are taken for one another when read aloud: 0 O 1 l I.
    private const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";

    /// <summary>Takes the account from the configuration or the data folder, or makes it.</summary>
    public static OperatorAccount Open(AdminSettings settings, string dataFolder, PasswordHashing hashing)
    {
        if (!string.IsNullOrEmpty(settings.PasswordHash))
            return new OperatorAccount(settings.User, settings.PasswordHash, null);
        var folder = Path.Combine(dataFolder, "keys");
        var file = Path.Combine(folder, "operator.hash");
        if (File.Exists(file))
            return new OperatorAccount(settings.User, File.ReadAllText(file).Trim(), null);

        var password = RandomNumberGenerator.GetString(Alphabet, 20); // 116 bits
        var hash = hashing.Hash(password);
        MakeFolder(folder);
        // Written beside and renamed: a crash in between must not leave an account that nobody can enter.
        var unfinished = file + ".new";
        File.Delete(unfinished);
        using (var stream = new FileStream(unfinished, WithMode(FileMode.CreateNew)))
        {
            stream.Write(System.Text.Encoding.ASCII.GetBytes(hash + "\n"));
            stream.Flush(flushToDisk: true);
        }

        File.Move(unfinished, file);
        return new OperatorAccount(settings.User, hash, password);
    }

    private static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
    }

    private static FileStreamOptions WithMode(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        return options;
    }
}
