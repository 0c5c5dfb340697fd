using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Rollcall.Apps.Meets;

/// <summary>The shapes a key may have (specification 3.2).</summary>
public enum KeyShape
{
    /// <summary><c>meet.field</c></summary>
    MeetField,
    /// <summary><c>registration.entries[id]</c>: a lifter as a whole</summary>
    Entry,
    /// <summary><c>registration.entries[id].field</c></summary>
    EntryField,
    /// <summary><c>registration.entries[id].list[slot]</c></summary>
    EntrySlot,
    /// <summary><c>lifting.platforms[n].field</c></summary>
    LiftingField,
    /// <summary><c>live.platforms[n].field</c></summary>
    LiveField,
    /// <summary><c>live.platforms[n].lights.referee</c></summary>
    LiveLight,
}

/// <summary>The name of one synced object. What holds one is of an allowed shape.</summary>
public sealed partial record MeetKey
{
    private MeetKey(string text, KeyShape shape, string group) => (Text, Shape, Group) = (text, shape, group);

    /// <summary>As it is written on the wire.</summary>
    public string Text { get; }

    /// <summary>Which of the allowed shapes.</summary>
    public KeyShape Shape { get; }

    /// <summary>The key of the outermost object it belongs to: keys of different groups never contain one another.</summary>
    public string Group { get; }

    /// <summary>The lifter's id, for the entry shapes; else 0.</summary>
    public long EntryId { get; private init; }

    /// <summary>The platform, 1-20, for the platform shapes; else 0.</summary>
    public int Platform { get; private init; }

    /// <summary>The field's name; empty for a whole entry.</summary>
    public string Field { get; private init; } = "";

    /// <summary>The slot of a list (0-4), or -1.</summary>
    public int Slot { get; private init; } = -1;

    /// <summary>The referee of a light, or empty.</summary>
    public string Referee { get; private init; } = "";

    /// <summary>Whether it may be deleted: whole entries and everything live.</summary>
    public bool Deletable => Shape is KeyShape.Entry or KeyShape.LiveField or KeyShape.LiveLight;

    /// <summary>Whether it is about one lifter.</summary>
    public bool OfEntry => Shape is KeyShape.Entry or KeyShape.EntryField or KeyShape.EntrySlot;

    /// <summary>Whether lost values are worth keeping: conflicts about the platforms' passing state are decided but not listed (3.3).</summary>
    public bool KeepsConflicts => Shape is KeyShape.MeetField || OfEntry;

    /// <summary>The steps below <paramref name="container"/>: names (string) and slots (int); empty if they are the same.</summary>
    public IEnumerable<object> StepsBelow(MeetKey container)
    {
        if (container.Shape == Shape && container.Text == Text)
            yield break;
        if (container.Shape == KeyShape.Entry)
            yield return Field;
        if (Slot >= 0)
            yield return Slot;
        if (Referee.Length > 0)
            yield return Referee;
    }

    /// <summary>Whether this is a proper prefix of <paramref name="other"/> at a <c>.</c> or <c>[</c>.</summary>
    public bool Contains(MeetKey other) =>
        other.Text.Length > Text.Length && other.Text[Text.Length] is '.' or '[' && other.Text.StartsWith(Text, StringComparison.Ordinal);

    /// <summary>Whether the two are the same object in the conflict rule.</summary>
    public bool Meets(MeetKey other) => Text == other.Text || Contains(other) || other.Contains(this);

    /// <summary>The key of the whole entry this one belongs to.</summary>
    public MeetKey WholeEntry => OfEntry ? OfEntryId(EntryId) : throw new InvalidOperationException("Not a key of an entry");

    /// <summary>The key of a lifter as a whole.</summary>
    public static MeetKey OfEntryId(long id)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"registration.entries[{id}]");
        return new(text, KeyShape.Entry, text) { EntryId = id };
    }

    /// <summary>Reads a key; false where it has none of the allowed shapes.</summary>
    public static bool TryParse(string text, int maxLength, [NotNullWhen(true)] out MeetKey? key)
    {
        key = null;
        if (text.Length > maxLength)
            return false;
        key = text.StartsWith("registration.", StringComparison.Ordinal) ? Entry(text)
            : text.StartsWith("meet.", StringComparison.Ordinal) ? MeetFieldShape().IsMatch(text) ? new(text, KeyShape.MeetField, text) { Field = text[5..] } : null
            : OfPlatform(text);
        return key is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static MeetKey? Entry(string text)
    {
        var match = EntryShape().Match(text);
        if (!match.Success)
            return null;
        var group = "registration.entries[" + match.Groups["id"].Value + "]";
        var id = long.Parse(match.Groups["id"].ValueSpan, CultureInfo.InvariantCulture);
        if (!match.Groups["field"].Success)
            return new(text, KeyShape.Entry, group) { EntryId = id };
        var field = match.Groups["field"].Value;
        if (!match.Groups["slot"].Success)
            return new(text, KeyShape.EntryField, group) { EntryId = id, Field = field };
        return KnownFields.IsAttemptList(field)
            ? new(text, KeyShape.EntrySlot, group) { EntryId = id, Field = field, Slot = match.Groups["slot"].ValueSpan[0] - '0' }
            : null;
    }

    private static MeetKey? OfPlatform(string text)
    {
        var match = PlatformShape().Match(text);
        if (!match.Success)
            return null;
        var platform = int.Parse(match.Groups["n"].ValueSpan, CultureInfo.InvariantCulture);
        if (platform is < 1 or > 20)
            return null;
        var (live, field, referee) = (match.Groups["root"].ValueSpan is "live", match.Groups["field"].Value, match.Groups["referee"].Value);
        if (referee.Length > 0 && (!live || field != "lights"))
            return null;
        var group = referee.Length > 0 ? text[..(text.Length - referee.Length - 1)] : text;
        var shape = !live ? KeyShape.LiftingField : referee.Length > 0 ? KeyShape.LiveLight : KeyShape.LiveField;
        return new(text, shape, group) { Platform = platform, Field = field, Referee = referee };
    }

    [GeneratedRegex(@"\Ameet\.[A-Za-z][A-Za-z0-9_]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex MeetFieldShape();

    [GeneratedRegex(@"\Aregistration\.entries\[(?<id>0|[1-9][0-9]{0,9})\](?:\.(?<field>[A-Za-z][A-Za-z0-9_]{0,63})(?:\[(?<slot>[0-4])\])?)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex EntryShape();

    [GeneratedRegex(@"\A(?<root>lifting|live)\.platforms\[(?<n>[1-9][0-9]?)\]\.(?<field>[A-Za-z][A-Za-z0-9_]{0,63})(?:\.(?<referee>left|head|right))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex PlatformShape();
}
