using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Rollcall.Tests.Support.Meets;

/// <summary>Random JSON texts, and the same ones written another way.</summary>
internal static class RandomJson
{
    private static readonly string[] Words = ["", "a", "b", "Al Bo", "ä", "😀", "\\\"", "0", "\u2028"];

    /// <summary>Two texts: often the same value written twice, often almost the same, sometimes another one.</summary>
    public static Gen<(string A, string B)> Pair =>
        from seed in Gen.Choose(0, int.MaxValue - 1)
        select PairOf(new Random(seed));

    /// <summary>One text.</summary>
    public static string Text(Random chance, int depth = 3) => Write(Make(chance, depth), new Random(0), fancy: false);

    private static (string A, string B) PairOf(Random chance)
    {
        var a = Make(chance, 3);
        var b = chance.Next(10) == 0 ? Make(chance, 3) : chance.Next(3) == 0 ? Change(a, chance) : a;
        return (Write(a, chance, fancy: true), Write(b, chance, fancy: true));
    }

    private static object? Make(Random chance, int depth) => chance.Next(depth > 0 ? 7 : 5) switch
    {
        0 => null,
        1 => chance.Next(2) == 0,
        2 => (decimal)chance.Next(-20, 20) / (chance.Next(3) switch { 0 => 1m, 1 => 10m, _ => 1000m }),
        3 or 4 => Words[chance.Next(Words.Length)],
        5 => Enumerable.Range(0, chance.Next(4)).Select(_ => Make(chance, depth - 1)).ToList(),
        _ => Words.Where(_ => chance.Next(4) == 0).Select(name => (name, Make(chance, depth - 1))).ToList(),
    };

    private static object? Change(object? value, Random chance) => value switch
    {
        List<object?> { Count: > 0 } list => list.Select((one, i) => i == 0 ? Change(one, chance) : one).Reverse().ToList(),
        List<(string, object?)> { Count: > 0 } members => members.Select((one, i) => i == 0 ? (one.Item1, Change(one.Item2, chance)) : one).ToList(),
        decimal number => number + 0.001m,
        string text => text + "!",
        _ => Make(chance, 1),
    };

    private static string Write(object? value, Random chance, bool fancy) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        decimal number => Number(number, chance, fancy),
        string text => Quote(text, chance, fancy),
        List<object?> list => $"[{string.Join(Blank(chance, fancy) + ",", list.Select(one => Write(one, chance, fancy)))}]",
        List<(string Name, object? Value)> members => "{" + string.Join(",", members.OrderBy(_ => fancy ? chance.Next() : 0)
            .Select(one => Quote(one.Name, chance, fancy) + Blank(chance, fancy) + ":" + Write(one.Value, chance, fancy))) + "}",
        _ => throw new InvalidOperationException(),
    };

    private static string Number(decimal number, Random chance, bool fancy)
    {
        var plain = number.ToString(CultureInfo.InvariantCulture);
        return !fancy ? plain : chance.Next(4) switch
        {
            0 => (number * 100).ToString(CultureInfo.InvariantCulture) + "e-2",
            1 => (number / 100).ToString(CultureInfo.InvariantCulture) + "E+2",
            2 => plain.Contains('.', StringComparison.Ordinal) ? plain + "00" : plain + ".0",
            _ => plain,
        };
    }

    private static string Quote(string text, Random chance, bool fancy)
    {
        // All of a text or nothing: half a surrogate pair would be no text.
        var escaped = fancy && chance.Next(3) == 0;
        return '"' + string.Concat(text.Select(c => c is '"' or '\\' || escaped ? $"\\u{(int)c:x4}" : c.ToString())) + '"';
    }

    private static string Blank(Random chance, bool fancy) => fancy && chance.Next(3) == 0 ? " \n" : "";
}
