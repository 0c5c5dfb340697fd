using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Rollcall.Apps.Queue;

/// <summary>A station's name in normal form, such as <c>VK9/EI0ABC/P</c>. What holds one is valid; made only by the two readings.</summary>
public sealed partial record Callsign
{
    private Callsign(string text, string baseCall) => (Text, Base) = (text, baseCall);

    /// <summary>The whole callsign: 3-16 upper-case letters, digits and slashes.</summary>
    public string Text { get; }

    /// <summary>The part without prefix and suffixes; whoever has the same one is the same station.</summary>
    public string Base { get; }

    /// <summary>Trimmed and upper-cased, as callsigns are compared; not looked at otherwise.</summary>
    public static string Normal(string text) => text.Trim().ToUpperInvariant();

    /// <summary>Reads a callsign by the rule for everybody (queue specification 3.2).</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Callsign? callsign)
    {
        callsign = null;
        if (text is null)
            return false;
        var normal = Normal(text);
        if (normal.Length is >= 3 and <= 16 && BaseOf(normal.Split('/')) is { } baseCall)
            callsign = new(normal, baseCall);
        return callsign is not null;
    }

    /// <summary>Reads a callsign by the rule for operators: what does not fit may be any 3-16 of letters, digits and slashes with a letter and a digit,
    /// and is then its own base call.</summary>
    public static bool TryParseForOperator(string? text, [NotNullWhen(true)] out Callsign? callsign)
    {
        if (TryParse(text, out callsign))
            return true;
        var normal = text is null ? "" : Normal(text);
        if (normal.Length is >= 3 and <= 16 && normal.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '/')
            && normal.Any(char.IsAsciiLetterUpper) && normal.Any(char.IsAsciiDigit))
        {
            callsign = new(normal, normal);
        }

        return callsign is not null;
    }

    /// <summary>What <see cref="TryParseForOperator"/> took before; throws <see cref="FormatException"/> for anything else.</summary>
    internal static Callsign Known(string text) =>
        TryParseForOperator(text, out var callsign) ? callsign : throw new FormatException($"'{text}' is not a callsign");

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static string? BaseOf(string[] parts) => parts switch
    {
        [var one] => IsBase(one) ? one : null,
        [var first, var second] when IsBase(first) && IsBase(second) => second.Length > first.Length ? second : first,
        [var first, var second] when IsBase(first) && IsSuffix(second) => first,
        [var first, var second] when IsPrefix(first) && IsBase(second) => second,
        [var first, var second, var third] when IsPrefix(first) && IsBase(second) && IsSuffix(third) => second,
        [var first, var second, var third] when IsBase(first) && IsSuffix(second) && IsSuffix(third) => first,
        _ => null,
    };

    private static bool IsBase(string part) => BaseForm().IsMatch(part);

    private static bool IsPrefix(string part) => PrefixForm().IsMatch(part) && part.Any(char.IsAsciiLetterUpper);

    private static bool IsSuffix(string part) => SuffixForm().IsMatch(part);

    [GeneratedRegex(@"\A(?:[A-Z]{1,2}[0-9]{1,2}[A-Z]{1,4}|[A-Z]{2}[0-9]{3}[A-Z]{1,4}|[0-9][A-Z][0-9]{1,3}[A-Z]{1,4}|3D[A-Z][0-9]{1,2}[A-Z]{1,4})\z")]
    private static partial Regex BaseForm();

    [GeneratedRegex(@"\A[A-Z0-9]{1,4}\z")]
    private static partial Regex PrefixForm();

    [GeneratedRegex(@"\A(?:P|M|MM|AM|A|QRP|LP|R|T|N|J|K|KT|KH|[0-9]|[A-Z]{1,2}[0-9])\z")]
    private static partial Regex SuffixForm();
}
