using System.Globalization;
using System.Text.RegularExpressions;

namespace Rollcall.Tests.Support;

/// <summary>Reads Prometheus' text format by its rules, and throws <see cref="FormatException"/> where a rule is broken.</summary>
internal static partial class ExpositionText
{
    public sealed record Sample(string Name, IReadOnlyDictionary<string, string> Labels, double Value);

    public sealed record Family(string Name, string Type, string Help, List<Sample> Samples);

    public static Dictionary<string, Family> Read(string text)
    {
        if (!text.EndsWith('\n'))
            throw new FormatException("the last line must end");
        var families = new Dictionary<string, Family>();
        Family? current = null;
        string? help = null;
        foreach (var line in text.Split('\n')[..^1])
        {
            if (Help().Match(line) is { Success: true } h)
            {
                help = h.Groups[2].Value;
                current = new Family(h.Groups[1].Value, "", help, []);
            }
            else if (Type().Match(line) is { Success: true } t)
            {
                if (current?.Name != t.Groups[1].Value || current.Type.Length > 0)
                    throw new FormatException($"TYPE stands once, right after its HELP: {line}");
                current = current with { Type = t.Groups[2].Value };
                if (!families.TryAdd(current.Name, current))
                    throw new FormatException($"{current.Name} has two groups");
            }
            else
            {
                Add(current ?? throw new FormatException($"a sample before its type: {line}"), line);
            }
        }

        foreach (var family in families.Values)
            Check(family);
        return families;
    }

    private static void Add(Family family, string line)
    {
        var match = SampleLine().Match(line);
        if (!match.Success)
            throw new FormatException($"not a sample: {line}");
        var name = match.Groups[1].Value;
        var mayBe = family.Type == "histogram" ? [$"{family.Name}_bucket", $"{family.Name}_sum", $"{family.Name}_count"] : new[] { family.Name };
        if (!mayBe.Contains(name))
            throw new FormatException($"{name} does not belong to {family.Name}");
        var labels = Label().Matches(match.Groups[2].Value).ToDictionary(
            l => l.Groups[1].Value, l => l.Groups[2].Value.Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\\"", "\"", StringComparison.Ordinal).Replace(@"\\", "\\", StringComparison.Ordinal));
        var value = match.Groups[3].Value switch
        {
            "+Inf" => double.PositiveInfinity,
            "-Inf" => double.NegativeInfinity,
            var number => double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture),
        };
        if (family.Samples.Any(s => s.Name == name && s.Labels.Count == labels.Count && !s.Labels.Except(labels).Any()))
            throw new FormatException($"the same series twice: {line}");
        family.Samples.Add(new Sample(name, labels, value));
    }

    private static void Check(Family family)
    {
        if (family.Type == "counter" && family.Samples.Any(s => s.Value < 0))
            throw new FormatException($"{family.Name} counts below zero");
        if (family.Type == "counter" && !family.Name.EndsWith("_total", StringComparison.Ordinal))
            throw new FormatException($"the counter {family.Name} should end in _total");
        if (family.Type != "histogram")
            return;
        foreach (var series in family.Samples.GroupBy(s => string.Join(',', s.Labels.Where(l => l.Key != "le").OrderBy(l => l.Key).Select(l => $"{l.Key}={l.Value}"))))
        {
            var buckets = series.Where(s => s.Name.EndsWith("_bucket", StringComparison.Ordinal)).ToList();
            var borders = buckets.Select(b => b.Labels["le"] == "+Inf" ? double.PositiveInfinity : double.Parse(b.Labels["le"], CultureInfo.InvariantCulture)).ToList();
            if (!double.IsPositiveInfinity(borders[^1]) || !borders.SequenceEqual(borders.Order()) || !buckets.Select(b => b.Value).SequenceEqual(buckets.Select(b => b.Value).Order()))
                throw new FormatException($"the buckets of {family.Name} must rise to +Inf");
            if (buckets[^1].Value != series.Single(s => s.Name.EndsWith("_count", StringComparison.Ordinal)).Value)
                throw new FormatException($"the last bucket of {family.Name} must be its count");
        }
    }

    [GeneratedRegex(@"^# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) (.*)$")]
    private static partial Regex Help();

    [GeneratedRegex(@"^# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram)$")]
    private static partial Regex Type();

    [GeneratedRegex("""^([a-zA-Z_:][a-zA-Z0-9_:]*)((?:\{(?:[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*",?)+\})?) (\S+)$""")]
    private static partial Regex SampleLine();

    [GeneratedRegex("""([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"[,}]""")]
    private static partial Regex Label();
}
