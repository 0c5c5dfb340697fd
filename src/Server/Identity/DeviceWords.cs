using System.Text;

namespace Rollcall.Server.Identity;

/// <summary>What clients say of their device, brought into shape (devices specification, 5.2); never an error.</summary>
public static class DeviceWords
{
    /// <summary>The longest name, in Unicode scalar values.</summary>
    public const int LongestName = 100;

    private const int LongestOsInfo = 200;

    /// <summary>One of the known types without regard to case, or <c>unknown</c>.</summary>
    public static string TypeOf(string text) => text.ToLowerInvariant() is "web" or "android" or "android_tv" or "ios" ? text.ToLowerInvariant() : "unknown";

    /// <summary>A name, cut to 100 characters; null where nothing is left of it.</summary>
    public static string? Name(string? text) => Clean(text, LongestName);

    /// <summary>What it runs on, cut to 200 characters; null where nothing is left of it.</summary>
    public static string? OsInfo(string? text) => Clean(text, LongestOsInfo);

    /// <summary>Text without control characters and outer spaces, of any length.</summary>
    public static string WithoutControls(string text) => string.Concat(text.EnumerateRunes().Where(rune => !Rune.IsControl(rune))).Trim();

    private static string? Clean(string? text, int most)
    {
        if (text is null)
            return null;
        var cut = string.Concat(WithoutControls(text).EnumerateRunes().Take(most)).TrimEnd();
        return cut.Length == 0 ? null : cut;
    }
}
