using System.Globalization;
using System.Text;
using Rollcall.Core.Sessions;

namespace Rollcall.Apps.Queue;

/// <summary>What the head of an exported log says, and whose callsigns stand in it.</summary>
/// <param name="ProgramVersion">The server's version.</param>
/// <param name="Created">When.</param>
/// <param name="StationCallsign">The station's; null for none.</param>
/// <param name="CallsignOf">The callsign of an operator's name; null where none is configured.</param>
public sealed record AdifHead(string ProgramVersion, DateTimeOffset Created, string? StationCallsign, Func<string, string?> CallsignOf);

/// <summary>Writes contacts as ADIF 3.1.4 (specification 5.8): ASCII, so that lengths in characters and bytes are the same.</summary>
public static class Adif
{
    private const string Version = "3.1.4";
    private const string Program = "Rollcall";

    /// <summary>The whole file: a head, then a record for each contact in the order given.</summary>
    public static byte[] Write(IEnumerable<Contact> contacts, AdifHead head)
    {
        var text = new StringBuilder();
        text.Append("Contacts of a callback queue, exported by ").Append(Program).Append('\n');
        Field(text, "ADIF_VER", Version);
        Field(text, "PROGRAMID", Program);
        Field(text, "PROGRAMVERSION", head.ProgramVersion);
        Field(text, "CREATED_TIMESTAMP", head.Created.UtcDateTime.ToString("yyyyMMdd HHmmss", CultureInfo.InvariantCulture));
        text.Append("<EOH>\n");
        foreach (var contact in contacts)
            Record(text, contact, head);
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    /// <summary>The contacts that ended from <paramref name="since"/> on and before <paramref name="until"/>, oldest first.</summary>
    public static IEnumerable<Contact> Between(ContactLog log, DateTimeOffset? since, DateTimeOffset? until) =>
        log.All.Values.Where(one => !(one.TimeOff < since) && !(one.TimeOff >= until));

    /// <summary>The same text in ASCII: accents dropped, other characters as question marks.</summary>
    public static string Ascii(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in UnicodeNfc.Decompose(text).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark)
                continue;
            plain.Append(rune.Value is >= 32 and < 127 ? (char)rune.Value : '?');
        }

        return plain.ToString();
    }

    private static void Record(StringBuilder text, Contact contact, AdifHead head)
    {
        var (mode, submode) = ModeOf(contact.Mode);
        Field(text, "CALL", contact.Callsign.Text);
        Field(text, "QSO_DATE", Date(contact.TimeOn));
        Field(text, "TIME_ON", Time(contact.TimeOn));
        Field(text, "QSO_DATE_OFF", Date(contact.TimeOff));
        Field(text, "TIME_OFF", Time(contact.TimeOff));
        Field(text, "BAND", contact.Band);
        Field(text, "FREQ", Number(contact.FrequencyMhz));
        Field(text, "FREQ_RX", Number(contact.FreqRxMhz));
        Field(text, "BAND_RX", Bands.Of(contact.FreqRxMhz));
        Field(text, "MODE", mode);
        Field(text, "SUBMODE", submode);
        Field(text, "RST_SENT", contact.RstSent);
        Field(text, "RST_RCVD", contact.RstRcvd);
        Field(text, "STATION_CALLSIGN", head.StationCallsign);
        Field(text, "OPERATOR", contact.Operator is { } name ? head.CallsignOf(name) : null);
        Field(text, "NAME", contact.Qrz.Name);
        Field(text, "QTH", contact.Qrz.Qth);
        Field(text, "GRIDSQUARE", contact.Qrz.Grid);
        Field(text, "COUNTRY", contact.Qrz.DxccName);
        Field(text, "COMMENT", contact.Comment);
        Field(text, "APP_ROLLCALL_WAIT", contact.WaitSeconds?.ToString(CultureInfo.InvariantCulture));
        text.Append("<EOR>\n");
    }

    private static (string? Mode, string? Submode) ModeOf(string? mode) => mode?.ToUpperInvariant() switch
    {
        null => (null, null),
        "USB" or "LSB" => ("SSB", mode.ToUpperInvariant()),
        "FT4" or "JS8" => ("MFSK", mode.ToUpperInvariant()),
        "PSK31" or "PSK63" => ("PSK", mode.ToUpperInvariant()),
        "C4FM" or "DMR" or "DSTAR" => ("DIGITALVOICE", mode.ToUpperInvariant()),
        var other => (other, null),
    };

    private static void Field(StringBuilder text, string name, string? value)
    {
        if (value is null || Ascii(value) is not { Length: > 0 } ascii)
            return;
        text.Append('<').Append(name).Append(':').Append(ascii.Length.ToString(CultureInfo.InvariantCulture)).Append('>').Append(ascii).Append(' ');
    }

    private static string Date(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("HHmmss", CultureInfo.InvariantCulture);

    private static string? Number(decimal? mhz) => mhz?.ToString(CultureInfo.InvariantCulture);
}
