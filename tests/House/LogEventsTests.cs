using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Rollcall.Apps.Meets;
using Rollcall.Core.Channels;
using Rollcall.Server.Hosting;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.House;

public partial class LogEventsTests
{
    private static readonly Assembly[] Parts = [typeof(ChannelName).Assembly, typeof(MeetSettings).Assembly, typeof(RollcallServer).Assembly];

    [Fact]
    public void The_operations_page_says_what_to_do_about_every_event_from_warning_up()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs/operations.md"));
        var advised = Row().Matches(page).Select(row => $"{row.Groups["id"]} {row.Groups["event"]} {row.Groups["level"]}");
        Assert.Equal(Alarming(), advised);
    }

    [Fact]
    public void No_value_of_an_event_has_the_name_of_something_every_line_has()
    {
        string[] every = ["time", "level", "event_id", "event", "category", "message", "trace_id", "error"];
        var clashes = from part in Parts
                      from type in part.GetTypes()
                      from method in type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                      let log = method.GetCustomAttribute<LoggerMessageAttribute>()
                      where log is not null
                      from Match value in Value().Matches(log.Message)
                      where every.Contains(JsonNamingPolicy.SnakeCaseLower.ConvertName(value.Groups["name"].Value))
                      select $"{log.EventId} {value.Groups["name"]}";
        Assert.Empty(clashes);
    }

    private static IEnumerable<string> Alarming() =>
        from part in Parts
        from type in part.GetTypes()
        from method in type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        let log = method.GetCustomAttribute<LoggerMessageAttribute>()
        where log is { Level: >= LogLevel.Warning }
        orderby log.EventId
        select $"{log.EventId} {log.EventName ?? method.Name} {log.Level.ToString().ToLowerInvariant()}";

    [GeneratedRegex(@"^\| (?<id>\d+) \| (?<event>\w+) \| (?<level>\w+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"\{(?<name>\w+)")]
    private static partial Regex Value();
}
