using Rollcall.Core.Channels;

namespace Rollcall.Core.Store.Files;

/// <summary>Which channels lie in a data folder.</summary>
internal static class ChannelList
{
    /// <summary>The channels of a kind; one that lies in both places counts as current.</summary>
    public static IEnumerable<(ChannelName Channel, bool Archived)> Of(FileStoreOptions options, string kind)
    {
        var folders = FoldersOf(options, kind);
        var current = In(options, kind, folders.Current).ToHashSet();
        var archived = folders.Archived is { } name ? In(options, kind, name).Where(channel => !current.Contains(channel)) : [];
        return [.. current.Select(channel => (channel, false)), .. archived.Select(channel => (channel, true))];
    }

    /// <summary>Where a kind's channels lie. A kind without folders is a mistake in the composition root.</summary>
    public static KindFolders FoldersOf(FileStoreOptions options, string kind) =>
        options.Kinds.TryGetValue(kind, out var folders) ? folders : throw new ArgumentException($"the file store knows no folders for channels of kind '{kind}'", nameof(kind));

    private static IEnumerable<ChannelName> In(FileStoreOptions options, string kind, string root)
    {
        var path = Path.Combine(options.DataFolder, root);
        if (!Directory.Exists(path)) yield break;
        foreach (var folder in Directory.EnumerateDirectories(path))
        {
            // Names that no channel can have are not ours: folders being made or removed, or what a person put there.
            if (ChannelName.TryParse($"{kind}:{Path.GetFileName(folder)}", out var channel)) yield return channel;
        }
    }
}
