namespace Rollcall.Apps.Meets.Opl;

/// <summary>Text as it may stand in a cell, which has no quoting (specification, appendix C).</summary>
internal static class OplText
{
    /// <summary>Commas and double quotes become spaces; one pass turns double spaces into single ones; trimmed; <c>0</c> becomes empty.</summary>
    public static string Cell(string text, bool quirks)
    {
        // OpenLifter 1.4 looks for the 0 first, so that one with spaces around it stays.
        if (quirks && text == "0")
            return "";
        var cell = text.Replace(',', ' ').Replace('"', ' ').Replace("  ", " ", StringComparison.Ordinal).Trim(WhiteSpace);
        return cell == "0" && !quirks ? "" : cell;
    }

    /// <summary>What JavaScript trims (ECMA-262, WhiteSpace and LineTerminator): unlike .NET, U+FEFF too, and not U+0085.</summary>
    private static readonly char[] WhiteSpace =
        ['\t', '\n', '\v', '\f', '\r', ' ', '\u00A0', '\u1680', '\u2000', '\u2001', '\u2002', '\u2003', '\u2004', '\u2005', '\u2006', '\u2007', '\u2008', '\u2009', '\u200A',
            '\u2028', '\u2029', '\u202F', '\u205F', '\u3000', '\uFEFF'];
}
