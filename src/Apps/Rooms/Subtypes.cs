using System.Text.RegularExpressions;

namespace Rollcall.Apps.Rooms;

/// <summary>What a field of a subtype's body holds.</summary>
public enum FieldType
{
    /// <summary>Text; its bound counts characters.</summary>
    Text,
    /// <summary>A whole number; its bound is the greatest.</summary>
    Whole,
    /// <summary>A number; its bound is the greatest.</summary>
    Number,
    /// <summary>Yes or no.</summary>
    YesNo,
    /// <summary>A list; its bound counts items.</summary>
    List,
    /// <summary>An object of any shape.</summary>
    Map,
}

/// <summary>One field of a subtype's body.</summary>
/// <param name="Max">The bound; null for none.</param>
public sealed record SubtypeField(FieldType Type, bool Required, long? Max);

/// <summary>A kind of message an operator registered.</summary>
/// <param name="Name">As on the wire.</param>
/// <param name="MinRole">Who may send it.</param>
/// <param name="MaxBytes">Of the body as compact JSON.</param>
/// <param name="Fields">By name; null where there is no body at all, as for plain text.</param>
public sealed record Subtype(string Name, RoomRole MinRole, int MaxBytes, IReadOnlyDictionary<string, SubtypeField>? Fields);

/// <summary>The kinds of messages of this server; plain text is always there.</summary>
public sealed partial class Subtypes
{
    private readonly Dictionary<string, Subtype> byName;

    /// <summary>Takes what was registered; names must have been found good.</summary>
    public Subtypes(IEnumerable<Subtype> registered)
    {
        byName = registered.Prepend(Text).ToDictionary(one => one.Name, StringComparer.Ordinal);
        Names = [.. byName.Keys];
    }

    /// <summary>Plain text.</summary>
    public static Subtype Text { get; } = new("text", RoomRole.Member, 0, null);

    /// <summary>Only plain text.</summary>
    public static Subtypes OnlyText { get; } = new([]);

    /// <summary>All names, <c>text</c> first.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The subtype of a name; null where there is none.</summary>
    public Subtype? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>Whether a name could be one.</summary>
    public static bool IsName(string name) => Name().IsMatch(name);

    [GeneratedRegex(@"\A[a-z][a-z0-9_.-]{0,31}\z")]
    private static partial Regex Name();
}
