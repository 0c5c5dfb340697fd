using System.Globalization;
using System.Text.RegularExpressions;
using Rollcall.Apps.Meets.Opl;

namespace Rollcall.Tests.Support.Scoring;

/// <summary>A results file and what surrounds it, on its way to being spoiled: lines and cells that can be written over.</summary>
internal sealed class OplDraft(SheetMaker made, Random random)
{
    private readonly List<string> lines = [.. CleanMeet.Csv(made).Split('\n')];

    public OplCircumstances Circumstances { get; set; } = new(new(2026, 11, 21), Rollcall.Apps.Meets.Sheet.MeetSheet.Of(made.Content), 0, [], null);

    public SheetMaker Made { get; } = made;

    /// <summary>The file as it is now.</summary>
    public string Text => string.Join('\n', lines);

    public string Unit => lines[5].Contains("Lbs,", StringComparison.Ordinal) ? "Lbs" : "Kg";

    /// <summary>The line of some lifter who has a place and all three lifts.</summary>
    public int SomeLine() => Pick(line => Cell(line, "Event") == "SBD" && Cell(line, "Place").All(char.IsAsciiDigit));

    /// <summary>The line of somebody who only benched.</summary>
    public int BenchOnlyLine() => Pick(line => Cell(line, "Event") == "B");

    /// <summary>A line, from 1, in other words.</summary>
    public int Line(int line, Func<string, string> change)
    {
        lines[line - 1] = change(lines[line - 1]);
        return line;
    }

    public string Cell(int line, string column) => lines[line - 1].Split(',')[At(line, column)];

    public double Weight(int line, string column) => double.Parse(Cell(line, column + Unit), CultureInfo.InvariantCulture);

    /// <summary>A cell with another text; answers its line.</summary>
    public int Put(int line, string column, string text) => Line(line, was =>
    {
        var cells = was.Split(',');
        cells[At(line, column)] = text;
        return string.Join(',', cells);
    });

    public int PutWeight(int line, string column, double weight) => Put(line, column + Unit, weight.ToString(CultureInfo.InvariantCulture));

    /// <summary>Another name for a column; answers the line of names.</summary>
    public int Rename(string column, string name) => Line(6, was => Regex.Replace(was, $"(?<=^|,){Regex.Escape(column)}(?=,|$)", name));

    /// <summary>The last line loses its end.</summary>
    public int CutEnd()
    {
        lines.RemoveAt(lines.Count - 1);
        return lines.Count;
    }

    private int At(int line, string column) => Array.IndexOf(lines[line < 6 ? 2 : 5].Split(','), column) is >= 0 and var at ? at : throw new ArgumentException($"no column {column}");

    private int Pick(Func<int, bool> fits)
    {
        var all = Enumerable.Range(7, lines.Count - 7).Where(fits).ToList();
        return all[random.Next(all.Count)];
    }
}
