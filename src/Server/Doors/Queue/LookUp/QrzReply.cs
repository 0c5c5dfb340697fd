using System.Globalization;
using System.Text;
using System.Xml;

namespace Rollcall.Server.Doors.Queue.LookUp;

/// <summary>One answer of the XML service: <c>QRZDatabase</c> with a <c>Session</c> and, for a look-up, a <c>Callsign</c>
/// (<see href="https://www.qrz.com/XML/current_spec.html"/>).</summary>
/// <param name="Key">The session's key, or null where there is no session (any more).</param>
/// <param name="Error">What the service says went wrong, or null.</param>
/// <param name="Call">Who was asked for, or null.</param>
internal sealed record QrzReply(string? Key, string? Error, FoundCall? Call)
{
    private const int LongestText = 100;
    private const int LongestImage = 500;

    /// <summary>Reads one; null for what is not such an answer, is not XML, or declares a document type (which could make a reader expand or fetch things).</summary>
    public static QrzReply? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var stream = new MemoryStream(body.ToArray(), writable: false);
            using var xml = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreWhitespace = true });
            return Read(xml);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static QrzReply? Read(XmlReader xml)
    {
        if (xml.MoveToContent() != XmlNodeType.Element || xml.LocalName != "QRZDatabase")
            return null;
        Dictionary<string, string> session = [], call = [];
        var hasSession = false;
        var hasCall = false;
        Dictionary<string, string>? into = null;
        string? field = null;
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.Element && xml.Depth == 1)
            {
                (hasSession, hasCall) = (hasSession || xml.LocalName == "Session", hasCall || xml.LocalName == "Callsign");
                into = xml.LocalName switch { "Session" => session, "Callsign" => call, _ => null };
            }
            else if (xml.NodeType == XmlNodeType.Element)
            {
                field = xml.Depth == 2 ? xml.LocalName : null;
            }
            else if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA && field is not null)
            {
                into?.TryAdd(field, xml.Value);
            }
        }

        if (!hasSession)
            return null;
        return new(session.GetValueOrDefault("Key"), session.GetValueOrDefault("Error"), hasCall && call.ContainsKey("call") ? Published(call) : null);
    }

    private static FoundCall Published(Dictionary<string, string> call)
    {
        var (latitude, longitude) = (Degrees(call, "lat", 90), Degrees(call, "lon", 180));
        return new(
            Joined(" ", Cleaned(call, "fname"), Cleaned(call, "name")),
            Joined(", ", Cleaned(call, "addr2"), Cleaned(call, "state"), Cleaned(call, "country")),
            Joined(", ", Cleaned(call, "addr2"), Cleaned(call, "state")),
            Cleaned(call, "land"),
            Image(call.GetValueOrDefault("image")),
            longitude is null ? null : latitude,
            latitude is null ? null : longitude,
            Grid(call.GetValueOrDefault("grid")));
    }

    private static string? Joined(string between, params string?[] parts)
    {
        var text = string.Join(between, parts.Where(part => part is not null));
        return text.Length == 0 ? null : Cut(text);
    }

    private static string? Cleaned(Dictionary<string, string> call, string field)
    {
        if (!call.TryGetValue(field, out var text))
            return null;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            // Formatting characters can turn a line round or hide in it, so they go with the control characters.
            if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator))
                clean.Append(rune);
        }

        var trimmed = clean.ToString().Trim();
        return trimmed.Length == 0 ? null : Cut(trimmed);
    }

    private static string Cut(string text) =>
        text.Length <= LongestText ? text : text[..(char.IsHighSurrogate(text[LongestText - 1]) ? LongestText - 1 : LongestText)].TrimEnd();

    private static string? Image(string? text) =>
        text is { Length: <= LongestImage } && Uri.TryCreate(text.Trim(), UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri.UserInfo.Length == 0
            && uri.AbsoluteUri is { Length: <= LongestImage } address ? address : null;

    private static decimal? Degrees(Dictionary<string, string> call, string field, decimal most) =>
        decimal.TryParse(call.GetValueOrDefault(field), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var degrees)
            && Math.Abs(degrees) <= most ? Math.Round(degrees, 1) : null;

    private static string? Grid(string? text) =>
        text?.Trim().ToUpperInvariant() is { Length: >= 4 } grid && grid[0] is >= 'A' and <= 'R' && grid[1] is >= 'A' and <= 'R'
            && char.IsAsciiDigit(grid[2]) && char.IsAsciiDigit(grid[3]) ? grid[..4] : null;
}
