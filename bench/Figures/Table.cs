using System.Globalization;

namespace Rollcall.Bench.Figures;

/// <summary>Prints figures as a Markdown table.</summary>
internal static class Table
{
    public static void Print(IReadOnlyList<Figure> figures)
    {
        string[] heads = ["What", "Rollcall", "Baseline", "Its figure", "Ratio", "Bound"];
        List<string[]> rows = [heads, .. figures.Select(Row)];
        var widths = heads.Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        for (var i = 0; i < rows.Count; i++)
        {
            Console.WriteLine($"| {string.Join(" | ", rows[i].Select((cell, column) => cell.PadRight(widths[column])))} |");
            if (i == 0) Console.WriteLine($"|{string.Join("|", widths.Select(width => new string('-', width + 2)))}|");
        }
    }

    private static string[] Row(Figure figure) =>
    [
        figure.What,
        Number(figure.Ours) + " " + figure.Unit,
        figure.Baseline,
        Number(figure.Theirs) + " " + figure.Unit,
        figure.Ratio.ToString("F2", CultureInfo.InvariantCulture),
        figure.Bound is not { } bound ? "" : $"{(figure.Holds ? "holds" : "BROKEN")}: at most {bound.ToString(CultureInfo.InvariantCulture)}",
    ];

    private static string Number(double value) => value.ToString(value < 10 ? "F2" : value < 100 ? "F1" : "N0", CultureInfo.InvariantCulture);
}
