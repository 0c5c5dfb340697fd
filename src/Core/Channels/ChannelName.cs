using System.Diagnostics.CodeAnalysis;

namespace Rollcall.Core.Channels;

/// <summary>The name of a channel, <c>kind:key</c>, such as <c>meet:482913057</c>. What holds one is valid: 1-16 small letters, a colon,
/// 1-64 of letters, digits, <c>_</c>, <c>-</c>; so a key is safe as the name of a folder.</summary>
public readonly record struct ChannelName
{
    private ChannelName(string kind, string key) => (Kind, Key) = (kind, key);

    /// <summary>What sort of channel it is; decides which application answers.</summary>
    public string Kind { get; }

    /// <summary>Which one of its kind.</summary>
    public string Key { get; }

    /// <summary>Makes a name of its two parts; throws <see cref="FormatException"/> where a part is not allowed.</summary>
    public static ChannelName Of(string kind, string key) =>
        TryMake(kind, key, out var name) ? name : throw new FormatException($"'{kind}:{key}' is not the name of a channel");

    /// <summary>Reads <c>kind:key</c>.</summary>
    public static bool TryParse(string? text, out ChannelName name)
    {
        name = default;
        var colon = text?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        return colon > 0 && TryMake(text![..colon], text[(colon + 1)..], out name);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Kind}:{Key}";

    private static bool TryMake([NotNullWhen(true)] string? kind, [NotNullWhen(true)] string? key, out ChannelName name)
    {
        var good = kind is { Length: >= 1 and <= 16 } && kind.All(char.IsAsciiLetterLower)
            && key is { Length: >= 1 and <= 64 } && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
        name = good ? new ChannelName(kind!, key!) : default;
        return good;
    }
}
