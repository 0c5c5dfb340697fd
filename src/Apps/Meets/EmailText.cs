using System.Globalization;
using System.Text;
using Rollcall.Apps.Meets.Sheet;

namespace Rollcall.Apps.Meets;

/// <summary>The letter that goes with the results (specification 4.5).</summary>
internal static class EmailText
{
    /// <summary>UTF-8, LF; headers, a blank line, then what the file is and what was found in it.</summary>
    public static byte[] Of(Meet meet, string to)
    {
        var (published, setup) = (meet.Published!, MeetSheet.SetupOf(meet.Content));
        var place = string.Join(", ", new[] { setup.City, setup.State, setup.Country }.Where(part => part.Length > 0));
        var text = new StringBuilder()
            .Append("To: ").Append(OneLine(to)).Append('\n')
            .Append("Reply-To: ").Append(OneLine(published.ReturnEmail)).Append('\n')
            .Append("Subject: Results of ").Append(setup.Name.Length == 0 ? meet.Id.Grouped : OneLine(setup.Name)).Append('\n')
            .Append('\n')
            .Append("Meet: ").Append(OneLine(setup.Name)).Append('\n')
            .Append("Federation: ").Append(OneLine(setup.Federation)).Append('\n')
            .Append("Date: ").Append(OneLine(setup.Date)).Append('\n')
            .Append("Place: ").Append(OneLine(place)).Append('\n')
            .Append("Entries: ").Append(meet.Content.Entries).Append('\n')
            .Append("Results file: made by the ").Append(published.CsvSource == "server" ? "server" : "meet's own software").Append(", SHA-256 ").Append(published.CsvSha256).Append('\n');
        var findings = published.Inspection.Findings;
        text.Append(findings.IsEmpty ? "Findings: none\n" : $"Findings: {findings.Length}\n");
        foreach (var one in findings)
            text.Append(CultureInfo.InvariantCulture, $"  line {one.Line}{(one.Column is null ? "" : $", {OneLine(one.Column)}")}: {InspectionJson.SeverityName(one.Severity)} {one.Code}: {OneLine(one.Message)}\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>How the results file is called when it is attached: the meet's name with hyphens for spaces, without what no file name may hold.</summary>
    public static string AttachmentName(Meet meet)
    {
        var name = OneLine(MeetSheet.SetupOf(meet.Content).Name).Trim();
        return string.Concat((name.Length == 0 ? meet.Id.Grouped : name).Select(c => c is ' ' or '/' or '\\' or '"' or ':' ? '-' : c)) + ".opl.csv";
    }

    /// <summary>A line break in a value would begin another header.</summary>
    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' or '\u0085' ? ' ' : c));
}
