using System.Text.RegularExpressions;

namespace Rollcall.Apps.Queue;

/// <summary>Where the operator listens.</summary>
/// <param name="LowMhz">The lower end.</param>
/// <param name="HighMhz">The upper end; the same where it is one frequency.</param>
public sealed record ListeningRange(decimal LowMhz, decimal HighMhz);

/// <summary>Makes a range of what operators type as a split (queue specification 3.3). The text itself is never refused.</summary>
public static partial class SplitRanges
{
    /// <summary>The range; null where the text reads as none, or as an offset while the frequency is not known.</summary>
    /// <param name="text">Such as <c>up 5-10</c> or <c>14.210-14.220</c>.</param>
    /// <param name="mhz">The operator's frequency; null where not known.</param>
    public static ListeningRange? Of(string? text, decimal? mhz)
    {
        if (text is null)
            return null;
        var tidy = text.Trim();
        if (Offset().Match(tidy) is { Success: true } offset)
        {
            if (mhz is not { } from || Read(offset, "a") is not { } near || (offset.Groups["b"].Success ? Read(offset, "b") : near) is not { } far)
                return null;
            var sign = offset.Groups["sign"].Value.ToUpperInvariant() is "+" or "UP" ? 1m : -1m;
            return Range(from + sign * near / 1_000, from + sign * far / 1_000);
        }

        if (Absolute().Match(tidy) is { Success: true } absolute && Frequencies.Mhz(absolute.Groups["a"].Value) is { } one)
            return absolute.Groups["b"].Success ? Frequencies.Mhz(absolute.Groups["b"].Value) is { } other ? Range(one, other) : null : Range(one, one);
        return null;
    }

    private static decimal? Read(Match match, string group) => decimal.TryParse(match.Groups[group].Value.Replace(',', '.'),
        System.Globalization.NumberStyles.AllowDecimalPoint, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;

    private static ListeningRange? Range(decimal one, decimal other)
    {
        var (low, high) = (Math.Min(one, other), Math.Max(one, other));
        return low > 0 ? new(Frequencies.Plain(low), Frequencies.Plain(high)) : null;
    }

    [GeneratedRegex(@"\A(?<sign>\+|-|up|down)\s*(?<a>[0-9]{1,6}(?:[.,][0-9]{1,3})?)(?:\s*(?:-|to)\s*(?<b>[0-9]{1,6}(?:[.,][0-9]{1,3})?))?(?:\s*khz)?\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Offset();

    [GeneratedRegex(@"\A(?<a>[0-9][0-9.,]*(?:\s*[mk]?hz)?)(?:\s*(?:-|to)\s*(?<b>[0-9][0-9.,]*(?:\s*[mk]?hz)?))?\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Absolute();
}
