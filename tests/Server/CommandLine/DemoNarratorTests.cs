using System.Text.Json;
using Rollcall.Server.CommandLine.Demo;
using Rollcall.Tests.Support;
using Spectre.Console;
using Xunit;

namespace Rollcall.Tests.Server.CommandLine;

public sealed class DemoNarratorTests : IDisposable
{
    private static readonly Who Desk = new("Desk", Color.Teal);

    private readonly StringWriter text = new();
    private readonly Narrator tell;
    private readonly IAnsiConsole console;

    public DemoNarratorTests()
    {
        console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(text) });
        tell = new Narrator(console, new TestClock());
    }

    [Fact]
    public async Task A_line_that_is_true_is_shown_with_its_values()
    {
        Assert.True(await tell.PlayAsync(new Told(story => story.Check(Desk, $"sets [{"a"}] to {180}", 180, 180)), default));
        Assert.Contains("Desk        sets [a] to 180", text.ToString(), StringComparison.Ordinal);
        Assert.True(Assert.Single(tell.Results).Passed);
    }

    [Fact]
    public async Task A_line_that_is_not_true_shows_what_was_expected_and_what_came_and_the_story_goes_on()
    {
        Assert.True(await tell.PlayAsync(new Told(story => story.Check(Desk, $"is told {"{yes}"}", "no", "{yes}")), default));
        var lines = text.ToString().Split('\n', StringSplitOptions.TrimEntries);
        Assert.Contains(lines, line => line.EndsWith("Desk        is told {yes}", StringComparison.Ordinal));
        Assert.Contains("expected    no", lines);
        Assert.Contains("came        {yes}", lines);
        Closing.Write(console, tell.Results, "/tmp/kept");
        Assert.Contains("1 of 1 lines were not true.", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("/tmp/kept", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_phase_that_breaks_off_is_a_failed_check_and_the_next_one_is_not_played()
    {
        var broken = new Told(_ => throw new PlayBrokenException("an answer", "nothing"));
        Assert.False(await tell.PlayAsync(broken, default));
        tell.Skip(broken);
        using var json = JsonDocument.Parse(Closing.ToJson(tell.Results, "/tmp/kept"));
        Assert.False(json.RootElement.GetProperty("passed").GetBoolean());
        Assert.Equal(1, json.RootElement.GetProperty("failed").GetInt32());
        var check = json.RootElement.GetProperty("phases")[0].GetProperty("checks")[0];
        Assert.Equal(("an answer", "nothing"), (check.GetProperty("expected").GetString(), check.GetProperty("came").GetString()));
        Assert.False(json.RootElement.GetProperty("phases")[1].GetProperty("played").GetBoolean());
    }

    public void Dispose() => text.Dispose();

    private sealed class Told(Action<Narrator> story) : Phase("told", "A story")
    {
        public override Task PlayAsync(Narrator tell, CancellationToken cancel)
        {
            story(tell);
            return Task.CompletedTask;
        }
    }
}
