namespace Rollcall.Tests.Support;

/// <summary>What the line of a desk is like. Owned by whoever drives the desk; read by its loops.</summary>
internal sealed class DeskWeather(Random chance)
{
    /// <summary>A line on which everything arrives once.</summary>
    public static DeskWeather Fair => new(new Random(0));

    /// <summary>How often a message is said twice, 0 to 1.</summary>
    public double SaidTwice { get; init; }

    /// <summary>How often the line is cut instead of letting an answer to an update through, 0 to 1.</summary>
    public double AnswerLost { get; init; }

    /// <summary>How often the line is cut when something is about to be said, 0 to 1.</summary>
    public double CutWhileSaying { get; init; }

    /// <summary>While set, everything arrives once whatever the rest says.</summary>
    public bool Calm { get; set; }

    public bool Strikes(double howOften)
    {
        if (Calm || howOften <= 0)
            return false;
        lock (chance)
            return chance.NextDouble() < howOften;
    }
}
