using System.Globalization;

namespace Rollcall.Core.Text;

/// <summary>How an instant is spelled in logs, on the wire and in reports: always UTC, always ending in Z.</summary>
public static class Instants
{
    /// <summary>The format of <see cref="Text"/>, for those who format into bytes; the time is to be UTC already.</summary>
    public const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>To the millisecond: <c>2026-03-14T10:00:00.000Z</c>.</summary>
    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>To the second: <c>2026-03-14T10:00:00Z</c>.</summary>
    public static string TextToSecond(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
