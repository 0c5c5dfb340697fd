using System.Text.Json;

namespace Rollcall.Server.CommandLine.Demo.Meets;

/// <summary>One line of a meet's log as it lies on the disk: a checksum, a space, one event as JSON.</summary>
internal sealed record LogLine(string Text, long Seq, string Type)
{
    /// <summary>Reads the log in a meet's folder, also while the server writes it.</summary>
    public static async Task<List<LogLine>> ReadAsync(string folder, CancellationToken cancel) =>
        [.. (await File.ReadAllLinesAsync(Path.Combine(folder, "updates.log"), cancel)).Select(Of)];

    private static LogLine Of(string text)
    {
        using var json = JsonDocument.Parse(text[(text.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
        return new(text, json.RootElement.GetProperty("seq").GetInt64(), json.RootElement.GetProperty("type").GetString()!);
    }
}
