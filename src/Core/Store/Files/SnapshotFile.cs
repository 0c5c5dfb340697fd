using System.Text.Json;

namespace Rollcall.Core.Store.Files;

/// <summary>A state written down beside its log: <c>snapshot.0000000000000057.json</c>, in the form of a line of the log. Only ever a shortcut: one that
/// cannot be used is passed over, and the events are read instead.</summary>
internal static class SnapshotFile
{
    /// <summary>Reads one; null with the reason in <paramref name="why"/> where it is not as it was written.</summary>
    public static Snapshot? Read(string path, long seq, out string why)
    {
        why = "its checksum does not match its content";
        var content = File.ReadAllBytes(path);
        if (content is not [.. var line, (byte)'\n'] || !LogLine.ChecksumHolds(line)) return null;
        why = "its checksum holds, but it is no snapshot of that event";
        var json = line.AsMemory(LogLine.Prefix);
        try
        {
            var reader = new Utf8JsonReader(json.Span);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return null;
            if (!Next(ref reader, "seq"u8) || !reader.TryGetInt64(out var written) || written != seq) return null;
            if (!Next(ref reader, "epoch"u8) || reader.GetString() is not { } epoch) return null;
            if (!Next(ref reader, "body"u8)) return null;
            return new Snapshot(seq, epoch, json[(int)reader.TokenStartIndex..^1]);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Writes one as a whole, then removes those older than the one before it, which stays in case this one cannot be read.</summary>
    public static void Write(Disk disk, string folder, Snapshot snapshot)
    {
        var lines = new LineWriter();
        lines.Add(snapshot);
        AtomicFile.Write(disk, Path.Combine(folder, FolderNames.Snapshot(snapshot.Seq)), lines.Written, secret: false);
        foreach (var old in In(folder).Where(seq => seq < snapshot.Seq).Skip(1)) File.Delete(Path.Combine(folder, FolderNames.Snapshot(old)));
    }

    /// <summary>Writes one as a whole, makes sure that it can be read, and removes every other one and what a crash left of any. Throws
    /// <see cref="IOException"/>, and then nothing was removed.</summary>
    public static void WriteOnly(Disk disk, string folder, Snapshot snapshot)
    {
        Write(disk, folder, snapshot);
        var path = Path.Combine(folder, FolderNames.Snapshot(snapshot.Seq));
        if (Read(path, snapshot.Seq, out var why) is null) throw new IOException($"{path} was written and cannot be read: {why}");
        foreach (var other in In(folder).Where(seq => seq != snapshot.Seq).ToList()) disk.DeleteFile(Path.Combine(folder, FolderNames.Snapshot(other)));
        foreach (var left in Directory.EnumerateFiles(folder, "*" + AtomicFile.Unfinished).ToList()) disk.DeleteFile(left);
        disk.FlushFolder(folder);
    }

    /// <summary>The events of which a folder has snapshots, newest first.</summary>
    public static IEnumerable<long> In(string folder) =>
        Directory.EnumerateFiles(folder)
            .Select(path => FolderNames.IsSnapshot(Path.GetFileName(path), out var seq) ? seq : -1)
            .Where(seq => seq >= 0)
            .OrderDescending();

    private static bool Next(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) =>
        reader.Read() && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals(name) && reader.Read();
}
