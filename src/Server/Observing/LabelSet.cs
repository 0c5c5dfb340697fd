using System.Globalization;

namespace Rollcall.Server.Observing;

/// <summary>The labels of a series: none, one or two, which is all that is used here.</summary>
internal readonly record struct LabelSet(string? Name1, object? Value1, string? Name2, object? Value2)
{
    public static LabelSet Of(ReadOnlySpan<KeyValuePair<string, object?>> labels) => labels.Length switch
    {
        0 => default,
        1 => new LabelSet(labels[0].Key, labels[0].Value, null, null),
        2 => new LabelSet(labels[0].Key, labels[0].Value, labels[1].Key, labels[1].Value),
        _ => throw new NotSupportedException("more than two labels"),
    };

    /// <summary>The labels with one more at the end, as they stand in the text format.</summary>
    public string With(string name, string value)
    {
        var own = ToString();
        return own.Length == 0 ? $"{{{Pair(name, value)}}}" : $"{own[..^1]},{Pair(name, value)}}}";
    }

    public override string ToString() => (Name1, Name2) switch
    {
        (null, _) => "",
        (_, null) => $"{{{Pair(Name1, Value1)}}}",
        _ => $"{{{Pair(Name1, Value1)},{Pair(Name2, Value2)}}}",
    };

    private static string Pair(string name, object? value) => $"{name}=\"{Escape(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")}\"";

    private static string Escape(string value) => value
        .Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal);
}
