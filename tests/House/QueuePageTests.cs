using System.Globalization;
using System.Text.RegularExpressions;
using Rollcall.Apps.Queue;
using Rollcall.Server.Doors.Queue.Operations;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.House;

/// <summary>The queue's page for integrators says what the code says.</summary>
public partial class QueuePageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs/protocol/queue.md"));

    [Fact]
    public void Every_operation_is_listed_with_its_method_and_paths_and_no_other() =>
        Assert.Equal(
            OperationTable.All.Select(one => string.Join(" | ",
                one.Name.Length == 0 ? "-" : $"`{one.Name}`", one.Method.Length == 0 ? "-" : one.Method,
                one.Paths.IsEmpty ? "-" : string.Join(' ', one.Paths.Select(path => $"`{path}`")), one.ForOperators ? "operators" : "everybody")),
            Rows("2").Select(row => row.Trim('|', ' ')));

    [Fact]
    public void Every_error_code_is_explained_with_its_status_and_no_other() =>
        Assert.Equal(Refusal.Codes.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Value} {one.Key}")).Order(StringComparer.Ordinal),
            Rows("9").Select(row => row.Split('|', StringSplitOptions.TrimEntries)).Select(cells => $"{cells[2]} {cells[1].Trim('`')}").Order(StringComparer.Ordinal));

    [Fact]
    public void Every_event_that_can_be_subscribed_to_is_listed_with_its_audience() =>
        Assert.Equal(TopicNames.All.Select(one => $"`{one.Name}` {((one.Topic & QueueTopics.Operators) != 0 ? "operators" : "public")}"),
            Rows("4").Select(row => row.Split('|', StringSplitOptions.TrimEntries)).Select(cells => $"{cells[1]} {cells[2]}"));

    private static IEnumerable<string> Rows(string section)
    {
        var text = Page[Page.IndexOf($"\n## {section}.", StringComparison.Ordinal)..];
        var end = text.IndexOf("\n## ", 1, StringComparison.Ordinal);
        return Row().Matches(end < 0 ? text : text[..end]).Select(match => match.Value).Skip(2);
    }

    [GeneratedRegex(@"^\|.*\|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
