using Rollcall.Core.Channels;

namespace Rollcall.Core.Store.Files;

/// <summary>Where a channel's files lie, and the moves between the places: being made, current, archived, being removed. Each move is one rename,
/// so after a crash the folder is in one place or the other, never in part.</summary>
/// <remarks>Belongs to the channel's log; called on a disk thread.</remarks>
internal sealed class ChannelFolder
{
    private const string Unborn = ".new.", Removed = ".removed.";
    private readonly Disk disk;
    private readonly string currentRoot;
    private readonly string? archivedRoot;
    private bool begun;

    /// <summary>Looks where the channel lies now.</summary>
    public ChannelFolder(Disk disk, string dataFolder, KindFolders kind, ChannelName channel)
    {
        this.disk = disk;
        Channel = channel;
        Names = new FolderNames(kind);
        currentRoot = System.IO.Path.Combine(dataFolder, kind.Current);
        archivedRoot = kind.Archived is null ? null : System.IO.Path.Combine(dataFolder, kind.Archived);
        var current = System.IO.Path.Combine(currentRoot, channel.Key);
        var archived = archivedRoot is null ? null : System.IO.Path.Combine(archivedRoot, channel.Key);
        Archived = !Directory.Exists(current) && Directory.Exists(archived);
        Exists = Archived || Directory.Exists(current);
        Path = Archived ? archived! : Exists ? current : System.IO.Path.Combine(currentRoot, Unborn + channel.Key);
    }

    /// <summary>Whose it is.</summary>
    public ChannelName Channel { get; }

    /// <summary>The names of the files in it.</summary>
    public FolderNames Names { get; }

    /// <summary>Where the files lie now.</summary>
    public string Path { get; private set; }

    /// <summary>Whether the channel is kept; false until its first write is durable.</summary>
    public bool Exists { get; private set; }

    /// <summary>Whether it lies among the archived ones.</summary>
    public bool Archived { get; private set; }

    /// <summary>The path of a file in it.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Makes the folder's entries, and its own place, durable: a process that ended just before may not have.</summary>
    public void Flush()
    {
        disk.FlushFolder(Path);
        disk.FlushFolder(System.IO.Path.GetDirectoryName(Path)!);
    }

    /// <summary>Makes the place in which a new channel's first write is prepared, away from what others see.</summary>
    public void Begin()
    {
        if (Exists || begun) return;
        // What lies there is from a write that never counted.
        if (Directory.Exists(Path)) Directory.Delete(Path, recursive: true);
        OwnFolder.Make(Path);
        begun = true;
    }

    /// <summary>Shows a new channel, complete with its first write.</summary>
    public void Settle()
    {
        if (Exists) return;
        MoveTo(System.IO.Path.Combine(currentRoot, Channel.Key));
        Exists = true;
        disk.FlushFolder(currentRoot);
    }

    /// <summary>Moves it to the archived ones. Doing it again only makes sure that the move is durable.</summary>
    public void Archive()
    {
        if (archivedRoot is null) throw new InvalidOperationException($"{Channel}: this kind has no archive");
        if (!Archived) MoveTo(System.IO.Path.Combine(archivedRoot, Channel.Key));
        Archived = true;
        disk.FlushFolder(archivedRoot);
        disk.FlushFolder(currentRoot);
    }

    /// <summary>Removes it with all it holds. It goes out of sight first, so that a crash leaves no half of a channel.</summary>
    public void Remove()
    {
        if (Exists)
        {
            MoveTo(System.IO.Path.Combine(currentRoot, Removed + Channel.Key));
            Exists = false;
            if (Archived) disk.FlushFolder(archivedRoot!);
            disk.FlushFolder(currentRoot);
        }
        if (Directory.Exists(Path)) Directory.Delete(Path, recursive: true);
    }

    /// <summary>Removes what a crash left of channels that were never shown or already removed; answers how many.</summary>
    public static int Sweep(string root)
    {
        var left = Directory.EnumerateDirectories(root).Where(path => System.IO.Path.GetFileName(path) is { } name
            && (name.StartsWith(Unborn, StringComparison.Ordinal) || name.StartsWith(Removed, StringComparison.Ordinal))).ToList();
        foreach (var path in left) Directory.Delete(path, recursive: true);
        return left.Count;
    }

    private void MoveTo(string path)
    {
        disk.MoveFolder(Path, path);
        Path = path;
    }
}
