using System.Text.Json;

namespace Rollcall.Server.CommandLine.Keeping;

/// <summary>What a backup says of itself, in <c>backup.json</c>.</summary>
/// <param name="MadeAt">When it was complete.</param>
/// <param name="Version">Of the program that made it.</param>
internal sealed record BackupNote(DateTimeOffset MadeAt, string Version, int Channels, long Bytes)
{
    /// <summary>The name of the file.</summary>
    public const string File = "backup.json";

    private static readonly JsonSerializerOptions Snake = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    /// <summary>What of a data folder is of no use in another place.</summary>
    public static IReadOnlyCollection<string> OfNoUse { get; } = [".lock", ".probe", "control.sock", File];

    /// <summary>Writes it into a backup.</summary>
    public Task WriteAsync(string folder) => System.IO.File.WriteAllBytesAsync(Path.Combine(folder, File), JsonSerializer.SerializeToUtf8Bytes(this, Snake));

    /// <summary>Reads it; null where a folder is no backup.</summary>
    public static async Task<BackupNote?> ReadAsync(string folder)
    {
        var path = Path.Combine(folder, File);
        try
        {
            return System.IO.File.Exists(path) ? JsonSerializer.Deserialize<BackupNote>(await System.IO.File.ReadAllBytesAsync(path), Snake) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
