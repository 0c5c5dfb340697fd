using System.Text.Json;
using Microsoft.Extensions.Logging;
using Rollcall.Server.Hosting.Settings;
using Rollcall.Server.Observing;
using Xunit;

namespace Rollcall.Tests.Server.Observing;

public sealed class LogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rollcall-log-").FullName;
    private readonly StringWriter _written = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void An_event_is_one_JSON_object_on_one_line_when_nobody_watches()
    {
        using (var logs = Open(terminal: false))
            logs.Factory.CreateLogger("Some.Part").Log(LogLevel.Warning, new EventId(77, "SomethingHappened"), null, "{Who} said {What}, {Count}", "Ann", "no\nmore", 3);
        var line = JsonDocument.Parse(Assert.Single(Lines())).RootElement;
        Assert.Equal(
            ("warning", 77, "SomethingHappened", "Some.Part", "Ann said no more, 3", "Ann", 3),
            (line.GetProperty("level").GetString(), line.GetProperty("event_id").GetInt32(), line.GetProperty("event").GetString(), line.GetProperty("category").GetString(),
                line.GetProperty("message").GetString(), line.GetProperty("who").GetString(), line.GetProperty("count").GetInt32()));
        Assert.EndsWith("Z", line.GetProperty("time").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Rollcall.Server.Doors.Rooms.RoomHouse", "Room", "lobby", "rooms", "room:lobby")]
    [InlineData("Rollcall.Apps.Meets.MeetGathering", "Meet", "482913057", "meets", "meet:482913057")]
    [InlineData("Rollcall.Server.Doors.Queue.QueueHouse", "Queue", "main", "queue", "queue:main")]
    [InlineData("Rollcall.Core.Channels.Actor", "Channel", "user:51", null, "user:51")]
    [InlineData("Rollcall.Server.Doors.Devices.DeviceHouse", "Application", "devices", "devices", null)]
    [InlineData("Rollcall.Server.Hosting.RollcallServer", "Reason", "rain", null, null)]
    public void A_line_says_which_application_and_which_channel_it_is_about(string category, string field, string value, string? application, string? channel)
    {
        using (var logs = Open(terminal: false))
            logs.Factory.CreateLogger(category).Log(LogLevel.Warning, new EventId(77, "SomethingHappened"), new Dictionary<string, object> { [field] = value }, null, (_, _) => "said");
        var line = JsonDocument.Parse(Assert.Single(Lines())).RootElement;
        Assert.Equal((application, channel), (TextOf("application"), TextOf("channel")));

        string? TextOf(string name) => line.TryGetProperty(name, out var told) ? told.GetString() : null;
    }

    [Fact]
    public void On_a_terminal_it_is_text_and_a_value_cannot_forge_a_line_or_move_the_cursor()
    {
        using (var logs = Open(terminal: true))
            logs.Factory.CreateLogger("p").Log(LogLevel.Information, default, null, "hello {Name}", "x\n00:00:00 error forged \e[2J");
        var line = Assert.Single(Lines());
        Assert.EndsWith("hello x 00:00:00 error forged  [2J", line, StringComparison.Ordinal);
        Assert.Contains("info", line, StringComparison.Ordinal);
    }

    [Fact]
    public void An_exception_is_kept_in_the_line_that_tells_of_it()
    {
        using (var logs = Open(terminal: false))
            logs.Factory.CreateLogger("p").LogError(new InvalidOperationException("disk"), "failed");
        Assert.Contains("InvalidOperationException: disk", JsonDocument.Parse(Assert.Single(Lines())).RootElement.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Levels_change_while_it_runs_for_all_and_for_one_part()
    {
        using (var logs = Open(terminal: false))
        {
            var part = logs.Factory.CreateLogger("Rollcall.Core.Store");
            var other = logs.Factory.CreateLogger("Rollcall.Server");
            part.LogDebug("not yet");
            Assert.Equal(LogThreshold.Info, logs.Levels.Set("Rollcall.Core", LogThreshold.Debug));
            part.LogDebug("part now");
            other.LogDebug("other not");
            Assert.Equal(LogThreshold.Info, logs.Levels.Set(null, LogThreshold.Error));
            other.LogWarning("other not any more");
            part.LogDebug("part still");
            Assert.Equal(LogThreshold.Debug, logs.Levels.Set("Rollcall.Core", LogThreshold.Warning));
            part.LogInformation("part not any more");
        }

        Assert.Equal(["part now", "part still"], Lines().Select(line => JsonDocument.Parse(line).RootElement.GetProperty("message").GetString()));
    }

    [Fact]
    public void The_file_is_rolled_by_size_and_only_so_many_are_kept()
    {
        var file = Path.Combine(_folder, "logs", "rollcall.log");
        using (var logs = Open(terminal: true, new LogSettings { File = file, RotateBytes = 65_536, KeepFiles = 3 }))
        {
            var log = logs.Factory.CreateLogger("p");
            var rest = new string('x', 100);
            for (var i = 0; i < 2_000; i++)
                log.LogInformation("a line of some length so that the files fill: {Number} {Rest}", i, rest);
        }

        var files = Directory.GetFiles(Path.GetDirectoryName(file)!);
        Assert.Equal(3, files.Length);
        Assert.All(files, f => Assert.InRange(new FileInfo(f).Length, 1, 66_560));
        Assert.All(files.SelectMany(File.ReadLines), line => JsonDocument.Parse(line));
        Assert.Contains(files.SelectMany(File.ReadLines), line => line.Contains("\"number\":1999", StringComparison.Ordinal));
    }

    private LogPipeline Open(bool terminal, LogSettings? log = null) => new(new RollcallSettings { Log = log ?? new LogSettings() }, _written, terminal);

    private string[] Lines() => _written.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
