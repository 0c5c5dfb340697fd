using System.Globalization;

namespace Rollcall.Core.Store.Files;

/// <summary>The names of the files in a channel's folder.</summary>
internal sealed class FolderNames(KindFolders kind)
{
    private const string SnapshotPrefix = "snapshot.", SnapshotSuffix = ".json";
    private readonly string stem = Path.GetFileNameWithoutExtension(kind.LogFile);
    private readonly string extension = Path.GetExtension(kind.LogFile);

    /// <summary>The log's end, the only log file that is written to.</summary>
    public string Log => kind.LogFile;

    /// <summary>What is kept beside the log.</summary>
    public string Secret => kind.SecretFile;

    /// <summary>A closed part of the log, named by its first event.</summary>
    public string Segment(long firstSeq) => $"{stem}.{firstSeq:D16}{extension}";

    /// <summary>The state after an event.</summary>
    public static string Snapshot(long seq) => $"{SnapshotPrefix}{seq:D16}{SnapshotSuffix}";

    /// <summary>The first event's number if the name is a closed part's.</summary>
    public bool IsSegment(string name, out long firstSeq) => Between(name, stem + ".", extension, out firstSeq);

    /// <summary>The event's number if the name is a snapshot's.</summary>
    public static bool IsSnapshot(string name, out long seq) => Between(name, SnapshotPrefix, SnapshotSuffix, out seq);

    /// <summary>Whether the store itself uses the name, so that nothing else may be kept under it.</summary>
    public bool IsOurs(string name) => name == Log || name == Secret || IsSegment(name, out _) || IsSnapshot(name, out _);

    private static bool Between(string name, string prefix, string suffix, out long number)
    {
        number = 0;
        return name.Length == prefix.Length + 16 + suffix.Length
            && name.StartsWith(prefix, StringComparison.Ordinal) && name.EndsWith(suffix, StringComparison.Ordinal)
            && long.TryParse(name.AsSpan(prefix.Length, 16), NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
