using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Rollcall.Apps.Meets.Opl;
using Rollcall.Apps.Meets.Results;
using Rollcall.Apps.Meets.Sheet;
using Rollcall.Core.Channels;

namespace Rollcall.Apps.Meets;

/// <summary>Decides what a results file is made of and what is found in it (specification 4.5). Pure.</summary>
public sealed class Publishing(MeetRules rules)
{
    private const int MostNamed = 20;

    /// <summary>The server's own results file; null with what is missing where the content is not full.</summary>
    public static (byte[]? Csv, ImmutableArray<string> Missing) Render(Content content, ScoringRules scoring) => Render(content, MeetSheet.Of(content), scoring);

    private static (byte[]? Csv, ImmutableArray<string> Missing) Render(Content content, MeetSheet sheet, ScoringRules scoring)
    {
        var missing = OplFullness.Missing(content, sheet).ToImmutableArray();
        if (!missing.IsEmpty)
            return (null, missing);
        var board = new Scoreboard(scoring);
        board.Show(sheet);
        return (new OplCsv(scoring).Write(board), []);
    }

    /// <summary>What is missing, in a sentence.</summary>
    public static string Sentence(ImmutableArray<string> missing) =>
        $"The results file cannot be made; missing: {string.Join(", ", missing.Take(MostNamed))}{(missing.Length > MostNamed ? $" and {missing.Length - MostNamed} more" : "")}.";

    /// <summary>Decides for a director's session.</summary>
    public Decision<Meet, MeetEvent, MeetAnswer> Decide(Meet state, MeetCommand.Publish publish, string location, DateTimeOffset now)
    {
        if (state.Published is { } already)
            return new(new MeetAnswer.Filed(publish.DryRun, Already: true, already.CsvSource, already.CsvSha256, already.Inspection), []);
        if (!ReturnAddress.IsOne(publish.ReturnEmail))
            return MeetKind.No("BAD_EMAIL", "The return address is not an address of electronic mail.");
        var sheet = MeetSheet.Of(state.Content);
        var (rendered, missing) = Render(state.Content, sheet, rules.Scoring);
        if (rendered is null && publish.Csv is null)
            return MeetKind.No("NOT_FULL", $"{Sentence(missing)} Complete it, or send a file as oplCsv.");

        var source = rendered is null ? "client" : "server";
        var csv = rendered ?? publish.Csv!.Value;
        var inspection = Inspect(state, sheet, csv.Span, rendered is null ? null : publish.Csv, publish.AwayDesks, now);
        var hash = Convert.ToHexStringLower(SHA256.HashData(csv.Span));
        var filed = new MeetAnswer.Filed(publish.DryRun, Already: false, source, hash, inspection);
        if (publish.DryRun)
            return new(filed, []);
        return new(filed, [new(new MeetEvent.Published(location, publish.ReturnEmail, source, hash) { Inspection = inspection }, "publish")])
        {
            Beside = inspection.DifferenceCount > 0 ? [("opl.csv", csv), ("opl.client.csv", publish.Csv!.Value)] : [("opl.csv", csv)],
        };
    }

    private static Inspection Inspect(Meet state, MeetSheet sheet, ReadOnlySpan<byte> csv, ReadOnlyMemory<byte>? copy, ImmutableArray<string> away, DateTimeOffset now)
    {
        var text = Encoding.UTF8.GetString(csv);
        var client = copy is { } bytes ? Encoding.UTF8.GetString(bytes.Span) : null;
        var differences = client is null ? [] : OplDifferences.Of(text, client).ToList();
        var findings = OplChecks.Check(text, new(DateOnly.FromDateTime(now.UtcDateTime), sheet, state.OpenConflicts, away, client));
        return new(findings, [.. differences.Take(OplDifferences.Most)], differences.Count);
    }
}
