using System.Security.Cryptography;
using System.Text;
using Rollcall.Core.Sessions;

namespace Rollcall.Server.Hosting;

/// <summary>The operator's name and the hash of the password: from the configuration, or made at the first start and kept in <c>keys/operator.hash</c>
/// of the data folder. Read only.</summary>
/// <param name="User">The name for HTTP Basic.</param>
/// <param name="PasswordHash">What a password is compared with.</param>
/// <param name="GeneratedPassword">The password, if this start made it: to be printed once; null otherwise.</param>
public sealed record OperatorAccount(string User, PasswordHash PasswordHash, string? GeneratedPassword)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // Without those that are taken for one another when read aloud: 0 O 1 l I.
    private const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";

    /// <summary>Takes the account from the configuration or the data folder, or makes it; throws <see cref="StartRefusedException"/> where what is kept is
    /// no hash.</summary>
    public static OperatorAccount Open(ServerParts parts, ScryptCost cost)
    {
        var settings = parts.Settings.Admin;
        if (PasswordHash.TryParse(settings.PasswordHash, out var configured))
            return new OperatorAccount(settings.User, configured, null);
        var file = FileIn(parts.DataFolder);
        if (File.Exists(file))
        {
            return PasswordHash.TryParse(File.ReadAllText(file).Trim(), out var kept)
                ? new OperatorAccount(settings.User, kept, null)
                : throw new StartRefusedException($"{file} is not a password hash: restore it from a backup, or delete it to get a new password at the next start");
        }

        var password = RandomNumberGenerator.GetString(Alphabet, 20); // 116 bits
        return new OperatorAccount(settings.User, PasswordHash.Of(password, cost, parts.Random), password);
    }

    /// <summary>Keeps the hash of a password that was made. Done when the start has succeeded: a password that nobody was shown must not stay.</summary>
    public void Keep(string dataFolder)
    {
        if (GeneratedPassword is null)
            return;
        var file = FileIn(dataFolder);
        // Written beside and renamed: a crash in between must not leave an account that nobody can enter.
        var unfinished = file + ".new";
        File.Delete(unfinished);
        using (var stream = new FileStream(unfinished, WithMode(FileMode.CreateNew)))
        {
            stream.Write(Encoding.ASCII.GetBytes(PasswordHash + "\n"));
            stream.Flush(flushToDisk: true);
        }

        File.Move(unfinished, file);
    }

    private static string FileIn(string dataFolder) => Path.Combine(dataFolder, "keys", "operator.hash");

    private static FileStreamOptions WithMode(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        return options;
    }
}
