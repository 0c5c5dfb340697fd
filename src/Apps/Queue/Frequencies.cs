using System.Globalization;
using System.Text.RegularExpressions;

namespace Rollcall.Apps.Queue;

/// <summary>Makes megahertz of what operators type (queue specification 3.3). The text itself is never refused.</summary>
public static partial class Frequencies
{
    private const decimal Highest = 1_000_000_000m;

    /// <summary>The frequency in MHz; null where the text is none.</summary>
    public static decimal? Mhz(string text)
    {
        var parts = Form().Match(string.Concat(text.Where(c => !char.IsWhiteSpace(c))));
        if (!parts.Success || Number(parts.Groups["number"].Value) is not { } number)
            return null;
        var mhz = parts.Groups["unit"].Value.ToUpperInvariant() switch
        {
            "MHZ" => number,
            "KHZ" => number / 1_000,
            "HZ" => number / 1_000_000,
            _ => number >= 1_000_000 ? number / 1_000_000 : number > 1_000 ? number / 1_000 : number,
        };
        return Plain(mhz);
    }

    /// <summary>The same value without zeros at the end, as it is written in JSON.</summary>
    public static decimal Plain(decimal value) => value / 1.0000000000000000000000000000m;

    /// <summary>Reads digits with commas and dots: a comma before exactly three digits is dropped, any other is a dot; of several dots the first counts.</summary>
    private static decimal? Number(string text)
    {
        var dotted = ThousandsComma().Replace(text, "").Replace(',', '.');
        var first = dotted.IndexOf('.', StringComparison.Ordinal);
        if (first >= 0)
            dotted = dotted[..(first + 1)] + dotted[(first + 1)..].Replace(".", "", StringComparison.Ordinal);
        return decimal.TryParse(dotted, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number <= Highest * 1_000 ? number : null;
    }

    [GeneratedRegex(@"\A(?<number>[0-9.,]*[0-9][0-9.,]*)(?<unit>[MK]?HZ)?\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Form();

    [GeneratedRegex(",(?=[0-9]{3}(?![0-9]))")]
    private static partial Regex ThousandsComma();
}
