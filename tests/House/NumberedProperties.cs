using System.Globalization;
using System.Text.RegularExpressions;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.House;

/// <summary>Every numbered property of the specification of meets that is built has a test that bears its number, in its name or beside it.</summary>
public partial class NumberedProperties
{
    private static readonly IEnumerable<int> Built = [.. Enumerable.Range(1, 26), 32];

    [Fact]
    public void Every_property_that_is_built_has_a_test_that_bears_its_number()
    {
        var tests = Path.Combine(Repository.Root, "tests");
        var borne = Directory.EnumerateFiles(tests, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.StartsWith(Path.Combine(tests, "House"), StringComparison.Ordinal))
            .SelectMany(file => Number().Matches(File.ReadAllText(file)))
            .Select(match => int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)).ToHashSet();

        Assert.Empty(Built.Where(number => !borne.Contains(number)).Select(number => $"P{number}"));
    }

    [GeneratedRegex(@"\bP([0-9]{1,2})(?![0-9])")]
    private static partial Regex Number();
}
