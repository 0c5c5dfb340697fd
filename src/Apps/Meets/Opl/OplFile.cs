using System.Collections.Immutable;
using System.Globalization;

namespace Rollcall.Apps.Meets.Opl;

/// <summary>A results file as lines and cells, as it was read: the server's own or a client's.</summary>
public sealed class OplFile
{
    /// <summary>The line of the meet's values.</summary>
    public const int MeetLine = 4;

    /// <summary>The line of the columns' names.</summary>
    public const int HeaderLine = 6;

    private OplFile(ImmutableArray<string> lines, bool endsWithNewline) =>
        (Lines, EndsWithNewline, MeetNames, MeetValues, Columns) = (lines, endsWithNewline, Cells(lines, 3), Cells(lines, MeetLine), Cells(lines, HeaderLine));

    /// <summary>The lines without their ends.</summary>
    public ImmutableArray<string> Lines { get; }

    /// <summary>Whether the last line is ended.</summary>
    public bool EndsWithNewline { get; }

    /// <summary>The cells of line 3.</summary>
    public ImmutableArray<string> MeetNames { get; }

    /// <summary>The cells of line 4.</summary>
    public ImmutableArray<string> MeetValues { get; }

    /// <summary>The cells of line 6; none where it is empty.</summary>
    public ImmutableArray<string> Columns { get; }

    /// <summary>Whether weights are in pounds, by the columns' names.</summary>
    public bool InPounds => Columns.Any(column => column.EndsWith("Lbs", StringComparison.Ordinal));

    /// <summary>The rows below the columns' names that have as many cells.</summary>
    public IEnumerable<OplRow> Rows => Enumerable.Range(HeaderLine + 1, Math.Max(0, Lines.Length - HeaderLine))
        .Select(line => new OplRow(this, line, Cells(Lines, line))).Where(row => row.Cells.Length == Columns.Length);

    /// <summary>Reads a file; anything is one, and the checks say what is wrong with it.</summary>
    public static OplFile Read(string text)
    {
        var ended = text.EndsWith('\n');
        var lines = text.Split('\n').ToImmutableArray();
        return new(ended ? lines.RemoveAt(lines.Length - 1) : lines, ended);
    }

    /// <summary>A value of line 4 by its name in line 3; empty where there is none.</summary>
    public string Meet(string name) => MeetNames.IndexOf(name) is >= 0 and var at && at < MeetValues.Length ? MeetValues[at] : "";

    internal static ImmutableArray<string> Cells(ImmutableArray<string> lines, int line) => line <= lines.Length && lines[line - 1].Length > 0 ? [.. lines[line - 1].Split(',')] : [];
}

/// <summary>A lifter in one event and division.</summary>
/// <param name="Line">Its line in the file, from 1.</param>
public sealed record OplRow(OplFile File, int Line, ImmutableArray<string> Cells)
{
    /// <summary>The cell of a column; empty where there is no such column.</summary>
    public string this[string column] => File.Columns.IndexOf(column) is >= 0 and var at ? Cells[at] : "";

    /// <summary>The name a column of weights has in this file: with <c>Kg</c> or <c>Lbs</c>.</summary>
    public string Weighed(string column) => column + (File.InPounds ? "Lbs" : "Kg");

    /// <summary>The number in a column of weights, in the unit of the file; null where it is empty or no number.</summary>
    public double? Weight(string column) => Number(this[Weighed(column)]);

    internal static double? Number(string cell) =>
        double.TryParse(cell, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>A line in which two files differ; null for the side that lacks it.</summary>
/// <param name="Line">From 1.</param>
public sealed record OplDifference(int Line, string? Server, string? Client);

/// <summary>Compares the server's file with a client's, line by line.</summary>
public static class OplDifferences
{
    /// <summary>The most that are told.</summary>
    public const int Most = 100;

    /// <summary>All lines that differ.</summary>
    public static IEnumerable<OplDifference> Of(string server, string client)
    {
        var (one, other) = (server.Split('\n'), client.Split('\n'));
        return Enumerable.Range(0, Math.Max(one.Length, other.Length))
            .Select(line => new OplDifference(line + 1, line < one.Length ? one[line] : null, line < other.Length ? other[line] : null))
            .Where(line => line.Server != line.Client);
    }
}
