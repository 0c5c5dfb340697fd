using System.Globalization;
using System.Reflection;
using System.Text;
using Microsoft.Extensions.Logging;
using Rollcall.Apps.Meets;
using Rollcall.Core.Channels;
using Rollcall.Server.Hosting;
using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.House;

public class LogEventsPage
{
    private static readonly Assembly[] Parts = [typeof(ChannelName).Assembly, typeof(MeetSettings).Assembly, typeof(RollcallServer).Assembly];

    [Fact]
    public void The_page_of_log_events_lists_every_one_as_the_code_has_it() => ApprovedFile.MustBe("docs/log-events.md", Page());

    [Fact]
    public void No_two_log_events_share_a_number() =>
        Assert.Empty(Messages().GroupBy(m => m.Log.EventId).Where(group => group.Count() > 1).Select(group => string.Join(", ", group.Select(m => m.Name))));

    private static string Page()
    {
        var page = new StringBuilder(
            """
            # Log events

            Must match: every `[LoggerMessage]` in `src`. This page is made from them; a test compares it, and `APPROVE=1 ./test` writes it anew.

            A line of the log is one event: text on a terminal, a JSON object elsewhere (`log.format`), with `time`, `level`, `event_id`, `event`, `category`,
            `application` and `channel` where it is about one, `message`, and the fields in braces below in snake_case. A number is never used again for something else, so it is what to search and alert for.
            Levels are set by `log_level`, and while running by `POST /admin/log-level` with `{"level": "debug", "category": "Rollcall.Core.Store"}`.

            | event_id | event | level | message |
            |---|---|---|---|

            """);
        foreach (var (name, log) in Messages())
            page.Append(CultureInfo.InvariantCulture, $"| {log.EventId} | {name} | {Level(log.Level)} | {log.Message.Replace("|", "\\|", StringComparison.Ordinal)} |\n");
        return page.ToString();
    }

    private static string Level(LogLevel level) => level == LogLevel.Information ? "info" : level.ToString().ToLowerInvariant();

    private static IEnumerable<(string Name, LoggerMessageAttribute Log)> Messages() =>
        from part in Parts
        from type in part.GetTypes()
        from method in type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        let log = method.GetCustomAttribute<LoggerMessageAttribute>()
        where log is not null
        orderby log.EventId
        select (log.EventName ?? method.Name, log);
}
