using System.Globalization;

namespace Rollcall.Apps.Meets.Points;

/// <summary>Published tables of coefficients, kept as data files beside this one.</summary>
internal static class Tables
{
    /// <summary>The rows of a table below its header, as cells.</summary>
    public static IEnumerable<string[]> Rows(string file)
    {
        using var stream = typeof(Tables).Assembly.GetManifestResourceStream(file) ?? throw new InvalidOperationException($"{file} was not built in");
        using var reader = new StreamReader(stream);
        reader.ReadLine();
        while (reader.ReadLine() is { Length: > 0 } row)
            yield return row.Split(',');
    }

    public static double Number(string cell) => double.Parse(cell, NumberStyles.Float, CultureInfo.InvariantCulture);
}

/// <summary>Reshel coefficients (<c>reshel.csv</c>, the published table, in steps of 0.25 kg): the nearest step, a value exactly between two takes the heavier.
/// Check: a man of 88.9 kg with 610 kg has 595.3600.</summary>
internal static class Reshel
{
    private const double StepsPerKilo = 4;

    private static readonly ILookup<string, (double Bodyweight, double Coefficient)> Read =
        Tables.Rows("reshel.csv").ToLookup(row => row[0], row => (Tables.Number(row[1]), Tables.Number(row[2])));

    private static readonly (double From, double[] Coefficients) Men = Steps("M");
    private static readonly (double From, double[] Coefficients) Women = Steps("F");

    public static double Coefficient(Performance lifted)
    {
        var (from, coefficients) = lifted.IsWoman ? Women : Men;
        var step = Math.Floor(lifted.BodyweightKg * StepsPerKilo + 0.5) - from * StepsPerKilo;
        return coefficients[(int)Math.Clamp(step, 0, coefficients.Length - 1)];
    }

    private static (double From, double[] Coefficients) Steps(string sex)
    {
        var rows = Read[sex].ToList();
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].Bodyweight != rows[0].Bodyweight + i / StepsPerKilo)
                throw new InvalidOperationException($"reshel.csv leaves out a step at {rows[i].Bodyweight} kg");
        }

        return (rows[0].Bodyweight, [.. rows.Select(row => row.Coefficient)]);
    }
}
