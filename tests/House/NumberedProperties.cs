using System.Globalization;
using System.Text.RegularExpressions;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.House;

/// <summary>Every numbered property of a specification that is built has a test that bears its number, in its name or beside it: <c>P7</c> for meets,
/// with the word of the application before it for the others, as in <c>queue P7</c>.</summary>
public partial class NumberedProperties
{
    [Theory]
    [InlineData("meets", "1-33")]
    [InlineData("queue", "1-28 30")]
    [InlineData("devices", "1-29 31")]
    [InlineData("rooms", "1-30 32-36")]
    public void Every_property_that_is_built_has_a_test_that_bears_its_number(string application, string built)
    {
        var borne = TestFiles().SelectMany(file => Number().Matches(file))
            .Where(match => (match.Groups["of"] is { Success: true, Value: var of } ? of : "meets") == application)
            .SelectMany(match => Numbers(match.Groups["numbers"].Value)).ToHashSet();

        Assert.Empty(built.Split(' ').SelectMany(Range).Where(number => !borne.Contains(number)).Select(number => $"{application} P{number}"));
    }

    private static IEnumerable<string> TestFiles()
    {
        var tests = Path.Combine(Repository.Root, "tests");
        return Directory.EnumerateFiles(tests, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.StartsWith(Path.Combine(tests, "House"), StringComparison.Ordinal))
            .Select(File.ReadAllText);
    }

    private static IEnumerable<int> Range(string text)
    {
        var ends = text.Split('-').Select(end => int.Parse(end, CultureInfo.InvariantCulture)).ToArray();
        return Enumerable.Range(ends[0], ends[^1] - ends[0] + 1);
    }

    private static IEnumerable<int> Numbers(string text) => Digits().Matches(text).Select(match => int.Parse(match.ValueSpan, CultureInfo.InvariantCulture));

    // "P3", "queue P3", "queue P3, P4 and P5".
    [GeneratedRegex(@"\b((?<of>queue|devices|rooms) )?(?<numbers>P[0-9]{1,2}(?![0-9])((, | and |,)P[0-9]{1,2}(?![0-9]))*)")]
    private static partial Regex Number();

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}
