using System.Text;
using System.Text.Json;

namespace Rollcall.Bench.Meets;

/// <summary>The log of a meet as a file: the least that reading it back can cost.</summary>
internal static class LogFile
{
    // Before the JSON of a line: eight hex digits of its checksum and a space.
    private const int Head = 9;

    /// <summary>Where the log of a meet lies, below the folder a server runs in.</summary>
    public static string Of(string folder, string meetId) => Path.Combine(FolderOf(folder, meetId), "updates.log");

    /// <summary>Takes away the snapshots of a meet of a server that does not run.</summary>
    public static void ForgetSnapshots(string folder, string meetId)
    {
        foreach (var snapshot in Directory.GetFiles(FolderOf(folder, meetId), "snapshot.*")) File.Delete(snapshot);
    }

    /// <summary>How long it takes to read a log line by line and parse the JSON of each.</summary>
    public static TimeSpan ReadAll(string path)
    {
        var began = TimeProvider.System.GetTimestamp();
        using var lines = new StreamReader(path, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, bufferSize: 64 * 1024);
        while (lines.ReadLine() is { } line)
        {
            using var parsed = JsonDocument.Parse(line.AsMemory(Head));
        }

        return TimeProvider.System.GetElapsedTime(began);
    }

    private static string FolderOf(string folder, string meetId) =>
        Path.Combine(folder, "data/current-meets", meetId.Replace("-", "", StringComparison.Ordinal));
}
