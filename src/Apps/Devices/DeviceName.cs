using System.Text;

namespace Rollcall.Apps.Devices;

/// <summary>Names as devices give them.</summary>
public static class DeviceName
{
    /// <summary>The longest name, in characters.</summary>
    public const int Longest = 100;

    /// <summary>A name without control characters and blanks at its ends, cut to whole characters; null where nothing is left.</summary>
    public static string? Clean(string given)
    {
        var name = new StringBuilder();
        foreach (var rune in given.EnumerateRunes().Where(rune => !Rune.IsControl(rune)).SkipWhile(Rune.IsWhiteSpace).Take(Longest))
            name.Append(rune);
        var cleaned = name.ToString().TrimEnd();
        return cleaned.Length == 0 ? null : cleaned;
    }
}
